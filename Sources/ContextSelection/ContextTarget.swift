import Outlines
import Workspace

/// A target that was read.
struct ContextTarget {
  var path: String
  var lines: ClosedRange<Int>?
  var text: String
  /// Its place in the index; nil where it is not in there.
  var file: Int?
  var language: SourceLanguage?
  /// The names that it uses, and how.
  var uses: [String: FileOutline.Use]
  /// The units that it holds or is a part of.
  var units: [CodeUnit]

  /// Reads a target; its outline is made anew, since the index may be older than the file.
  ///
  /// - Throws: the errors of reading the file.
  init(_ target: FileTarget, in index: CodeIndex) throws(WorkspaceError) {
    let full = FileTarget(path: index.root.fullPath(target.path), lines: target.lines)
    let source = try SourceText(reading: full)
    let whole =
      source.lines == nil ? source : try SourceText(reading: FileTarget(path: full.path))
    self.init(
      path: target.path, lines: source.lines, text: source.text, whole: whole.text, in: index)
  }

  /// Outlines a target whose text is known.
  ///
  /// - Parameters:
  ///   - text: the lines that it stands for.
  ///   - whole: the whole text of the file.
  ///   - focus: the lines whose names count; nil means those of the target.
  init(
    path: String, lines: ClosedRange<Int>?, text: String, whole: String,
    focus: ClosedRange<Int>? = nil, in index: CodeIndex
  ) {
    self.path = path
    self.lines = lines
    self.text = text
    file = index.file(at: path)
    uses = [:]
    units = []
    let firstLine = whole.prefix { !$0.isNewline }
    language = SourceLanguage(path: path, firstLine: String(firstLine.prefix(128)))
    guard let language else { return }
    let bytes = Array(whole.utf8)
    let outline = FileOutline(of: bytes, language: language)
    let range = focus ?? lines ?? 1...Int(Int32.max)
    uses = outline.uses(in: range, of: bytes)
    units = outline.units.filter { $0.lines.overlaps(range) && Self.isMeant($0, by: range) }
    if units.isEmpty, let around = outline.unit(around: range) { units = [around] }
  }

  /// Whether a unit lies in the range, or the range in it and not in a smaller one.
  private static func isMeant(_ unit: CodeUnit, by range: ClosedRange<Int>) -> Bool {
    range.lowerBound <= unit.nameLine && unit.nameLine <= range.upperBound
  }

  /// Whether the target's language lets code of a type call what it inherits by its name alone.
  var hasImplicitSelf: Bool {
    switch language {
    case .swift, .java, .cpp: true
    default: false
    }
  }

  func covers(_ path: String, _ other: ClosedRange<Int>) -> Bool {
    guard path == self.path else { return false }
    return lines.map { $0.overlaps(other) } ?? true
  }
}
