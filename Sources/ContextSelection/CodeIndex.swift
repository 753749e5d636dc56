package import Outlines
package import Workspace

/// Where the units of a repository are, and which files use which names.
package struct CodeIndex: Sendable {
  /// A file that was read.
  package struct File: Sendable {
    /// Below the root.
    package var path: String
    package var language: SourceLanguage
    package var units: [CodeUnit]
    package var imports: [String]
    /// The hashes of the names in it, sorted.
    var names: [UInt64]
  }

  /// A unit, as the places of its file and of itself in there.
  package struct Place: Sendable, Hashable {
    package var file: Int
    package var unit: Int
  }

  /// Calls a body for each number below a count, in any order, on as many threads as it likes.
  package typealias Spread = (_ count: Int, _ body: (Int) -> Void) -> Void

  /// The largest file that is read; larger ones are tables or generated.
  package static let sizeLimit = 512 << 10

  package let root: RepositoryRoot
  /// In the order of their paths.
  package let files: [File]
  /// Files that turned out to be no text that people write, when they were read.
  package let leftOut: [RepositoryFile]
  private let places: [UInt64: [Place]]
  private let filesByPath: [String: Int]

  /// Reads and outlines the files of known languages.
  ///
  /// - Parameter spread: how the work is spread; by default all is done on this thread.
  package init(of repository: RepositoryFiles, spread: Spread = CodeIndex.sequentially) {
    root = repository.root
    let candidates = repository.texts.filter(Self.isRead)
    var scans = [Scan](repeating: .unread, count: candidates.count)
    scans.withUnsafeMutableBufferPointer { buffer in
      // Each number writes its own place, so that no two threads meet.
      let results = buffer
      spread(candidates.count) { results[$0] = Scan(candidates[$0], root: repository.root) }
    }
    var files: [File] = []
    var leftOut: [RepositoryFile] = []
    for (candidate, scan) in zip(candidates, scans) {
      switch scan {
      case .file(let file): files.append(file)
      case .leftOut(let fileClass):
        leftOut.append(
          RepositoryFile(path: candidate.path, size: candidate.size, fileClass: fileClass))
      case .unread: break
      }
    }
    self.files = files
    self.leftOut = leftOut
    places = Self.places(in: files)
    filesByPath = Dictionary(
      files.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Does all work on the calling thread.
  package static func sequentially(_ count: Int, _ body: (Int) -> Void) {
    (0..<count).forEach(body)
  }

  static func isRead(_ file: RepositoryFile) -> Bool {
    file.size <= sizeLimit && mayHaveUnits(file.path)
  }

  /// Scripts have no extension, so files without one are looked into.
  private static func mayHaveUnits(_ path: String) -> Bool {
    if SourceLanguage(path: path) != nil { return true }
    let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    return !name.contains(".")
  }

  private static func places(in files: [File]) -> [UInt64: [Place]] {
    var places: [UInt64: [Place]] = [:]
    for (number, file) in files.enumerated() {
      for (unit, value) in file.units.enumerated() {
        places[NameHash.hash(value.name.utf8), default: []].append(
          Place(file: number, unit: unit))
      }
    }
    return places
  }

  // MARK: Asking

  /// The place of a file in `files`.
  package func file(at path: String) -> Int? { filesByPath[path] }

  package func unit(at place: Place) -> CodeUnit { files[place.file].units[place.unit] }

  /// The units with a name, or with a qualified name such as `Cache.evict`, in order of paths.
  package func units(named name: String) -> [Place] {
    let parts = name.replacing("::", with: ".").split(separator: ".")
    guard let last = parts.last else { return [] }
    let found = places[NameHash.hash(last.utf8)] ?? []
    return found.filter { place in
      let unit = unit(at: place)
      guard unit.name == last else { return false }
      let dotted = parts.joined(separator: ".")
      return parts.count == 1 || unit.qualifiedName == dotted
        || unit.qualifiedName.hasSuffix("." + dotted)
    }
  }

  /// The files that use a name, as places in `files`.
  package func files(using name: String) -> [Int] {
    let hash = NameHash.hash(name.utf8)
    return files.indices.filter { files[$0].uses(hash) }
  }
}

extension CodeIndex.File {
  /// Whether a name with this hash stands in the file.
  func uses(_ hash: UInt64) -> Bool {
    var low = 0
    var high = names.count
    while low < high {
      let middle = (low + high) / 2
      if names[middle] < hash { low = middle + 1 } else { high = middle }
    }
    return low < names.count && names[low] == hash
  }
}

/// What reading one file gave.
private enum Scan {
  case unread
  case file(CodeIndex.File)
  case leftOut(FileClass)

  init(_ file: RepositoryFile, root: RepositoryRoot) {
    guard
      let bytes = try? FileBytes.contents(
        of: root.fullPath(file.path), limit: CodeIndex.sizeLimit)
    else {
      self = .unread
      return
    }
    let fileClass = FileClass.byContent(bytes[...], size: bytes.count)
    guard fileClass.isText else {
      self = .leftOut(fileClass)
      return
    }
    let line = String(decoding: bytes.prefix(128).prefix { $0 != 0x0A }, as: UTF8.self)
    guard let language = SourceLanguage(path: file.path, firstLine: line) else {
      self = .unread
      return
    }
    let outline = FileOutline(of: bytes, language: language)
    self = .file(
      CodeIndex.File(
        path: file.path, language: language, units: outline.units, imports: outline.imports,
        names: Self.distinct(outline.words)))
  }

  private static func distinct(_ words: [FileOutline.Word]) -> [UInt64] {
    let sorted = words.map(\.hash).sorted()
    var distinct: [UInt64] = []
    for hash in sorted where hash != distinct.last { distinct.append(hash) }
    return distinct
  }
}
