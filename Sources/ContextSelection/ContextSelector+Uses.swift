import Outlines
import Workspace

extension ContextSelector {
  /// The units that use what the targets define: callers and tests.
  func callers(of targets: [ContextTarget]) -> [ContextCandidate] {
    var found: [ContextCandidate] = []
    var outlines: [Int: FileOutline] = [:]
    for target in targets {
      guard let language = target.language else { continue }
      var seen: Set<String> = []
      for unit in target.units
      where unit.kind != .extension && seen.insert(unit.name).inserted {
        var uses: [ContextCandidate] = []
        for file in users(of: unit, target, language) {
          let outline = outlines[file] ?? read(file)
          outlines[file] = outline
          guard let outline else { continue }
          uses += self.uses(of: unit, in: file, outline, targets)
        }
        found += Self.foremost(uses)
      }
    }
    return found
  }

  /// The callers and tests that use a unit most; a tenth one would say nothing new.
  private static func foremost(_ uses: [ContextCandidate]) -> [ContextCandidate] {
    let sorted = uses.enumerated().sorted { one, other in
      (other.element.score, one.offset) < (one.element.score, other.offset)
    }.map(\.element)
    return Array(sorted.filter { $0.role == .caller }.prefix(6))
      + Array(sorted.filter { $0.role == .test }.prefix(3))
  }

  /// The files that seem to use a unit; none where its name is one that many things have.
  private func users(
    of unit: CodeUnit, _ target: ContextTarget, _ language: SourceLanguage
  ) -> [Int] {
    guard unit.name.utf8.count > 2, !Self.commonNames.contains(unit.name) else { return [] }
    var files = index.files(using: unit.name).filter {
      FileKind.areRelated(index.files[$0].language, language)
    }
    if unit.isPrivate { files = files.filter { index.files[$0].path == target.path } }
    // Where other things have the name too, the type that it belongs to must be named.
    let isAmbiguous = files.count > 12 || index.units(named: unit.name).count > 1
    if isAmbiguous, let type = unit.container.split(separator: ".").last {
      let hash = NameHash.hash(type.utf8)
      files = files.filter { index.files[$0].uses(hash) || index.files[$0].path == target.path }
    }
    return files.count <= 40 ? files : []
  }

  static let commonNames: Set<String> = [
    "init", "deinit", "subscript", "main", "description", "count", "get", "set", "run", "name",
    "value", "constructor", "__init__", "toString", "new", "default", "size", "setup", "update",
  ]

  /// The units of a file in which a name stands, the smallest around each place.
  private func uses(
    of unit: CodeUnit, in file: Int, _ outline: FileOutline, _ targets: [ContextTarget]
  ) -> [ContextCandidate] {
    let hash = NameHash.hash(unit.name.utf8)
    var counts: [Int: Int] = [:]
    let isFunction = !unit.isContainer && unit.kind != .property
    for word in outline.words where word.hash == hash && (word.isCall || !isFunction) {
      let line = Int(word.line)
      guard let place = smallestUnit(around: line, in: outline),
        outline.units[place].nameLine != line
      else { continue }
      counts[place, default: 0] += 1
    }
    let isTest = FileKind.isTest(index.files[file].path)
    return counts.sorted { $0.key < $1.key }.compactMap { place, count in
      let candidate = CodeIndex.Place(file: file, unit: place)
      guard place < index.files[file].units.count, !outline.units[place].isContainer,
        !isTarget(candidate, targets)
      else { return nil }
      return ContextCandidate(
        file: file, unit: place, role: isTest ? .test : .caller,
        score: (isTest ? 400 : 450) + min(count, 5) * 10 - (unit.isContainer ? 60 : 0),
        reason: "\(isTest ? "tests" : "uses") \(unit.qualifiedName)")
    }
  }

  private func smallestUnit(around line: Int, in outline: FileOutline) -> Int? {
    var found: Int?
    for (place, unit) in outline.units.enumerated() where unit.lines.contains(line) {
      // Units stand in order, those inside after those around.
      if found.map({ outline.units[$0].lines.count >= unit.lines.count }) ?? true { found = place }
    }
    return found
  }

  func read(_ file: Int) -> FileOutline? {
    let entry = index.files[file]
    guard
      let bytes = try? FileBytes.contents(
        of: index.root.fullPath(entry.path), limit: CodeIndex.sizeLimit)
    else { return nil }
    return FileOutline(of: bytes, language: entry.language)
  }

  // MARK: Neighbours

  /// Files of the same name as a target's, and files that were changed together with it.
  func neighbours(
    of targets: [ContextTarget], _ companions: [Git.Companion]
  ) -> [ContextCandidate] {
    var found: [ContextCandidate] = []
    for target in targets {
      let subject = FileKind.subject(target.path)
      let folder = FileKind.folder(target.path)
      for (file, entry) in index.files.enumerated()
      where entry.path != target.path && FileKind.subject(entry.path) == subject
        && target.language.map({ FileKind.areRelated(entry.language, $0) }) ?? true
      {
        let isNear = FileKind.folder(entry.path) == folder
        let isTest = FileKind.isTest(entry.path)
        found.append(
          ContextCandidate(
            file: file, unit: nil, role: isTest ? .test : .neighbour,
            score: isNear ? 320 : isTest ? 300 : 200, reason: "is named like \(target.path)"))
      }
    }
    for companion in companions.prefix(10) where companion.together > 1 {
      guard let file = index.file(at: companion.path) else { continue }
      // Large commits bring much together that has little to do with each other.
      let isConstant = companion.together > 2 && companion.together * 2 > companion.commits
      found.append(
        ContextCandidate(
          file: file, unit: nil, role: .neighbour,
          score: (isConstant ? 320 : 150) + min(companion.together, 20) * 5,
          reason: "changed in \(companion.together) of the last \(companion.commits) commits"
            + " of the target"))
    }
    return found
  }
}
