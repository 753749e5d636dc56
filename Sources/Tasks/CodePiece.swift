import Edits
import Outlines
import Workspace

/// Whole lines of a file that are rewritten together: a unit, some units, or the whole file.
struct CodePiece: Sendable, Equatable {
  /// What messages call it: `cache.py:10-24`, or the path alone.
  var title: String
  /// From 1; the first and the last are not blank.
  var lines: ClosedRange<Int>
  /// The unit, where the piece is one.
  var unit: CodeUnit?
  /// The lines as the model reads them, with LF at their ends.
  var text: String

  /// What a prompt calls it: the unit's name where it is one.
  var name: String { unit?.name ?? title }
}

/// A file to be rewritten, and the pieces of it that are.
struct CodeFile: Sendable {
  var original: OriginalFile
  /// The path as the user wrote it.
  var path: String
  /// The text without a byte order mark, with LF at its lines' ends.
  var text: String
  var language: SourceLanguage?
  var outline: FileOutline?
  private(set) var pieces: [CodePiece] = []

  /// Code with more lines is not rewritten whole.
  static let wholeLimit = 200

  /// - Parameter path: as the user wrote it, from the folder that the user is in.
  init(path: String, in root: EditRoot, folder: String) throws {
    self.path = path
    original = try root.original(at: path.hasPrefix("/") ? path : folder + "/" + path)
    let decoded = try DecodedText.decode(original.bytes ?? [], from: "'\(path)'")
    text = decoded.text.replacing("\r\n", with: "\n")
    let firstLine = text.prefix(200).split(separator: "\n").first.map(String.init) ?? ""
    language = SourceLanguage(path: path, firstLine: firstLine)
    outline = language.map { FileOutline(of: text, language: $0) }
  }

  /// The bytes in which lines are searched for, with the same numbers of lines as the text.
  var searchBytes: [UInt8] {
    let bytes = original.bytes ?? []
    return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
  }

  /// Some lines of the text, each with its line feed, the last one too.
  func text(of lines: ClosedRange<Int>) -> String {
    let text = String(LineTable(self.text)[lines])
    return text.utf8.last == 0x0A ? text : text + "\n"
  }

  /// Adds the piece that a target means.
  ///
  /// Pieces that share lines become one, so that no line is rewritten twice.
  ///
  /// - Throws: `TaskError` where there is no such place, or a long file is to be written whole.
  mutating func add(_ place: RefactorTarget.Place, format: EditFormat) throws {
    var lines = try self.lines(of: place, format)
    let shared = pieces.filter { $0.lines.overlaps(lines) }
    for piece in shared {
      let first = min(lines.lowerBound, piece.lines.lowerBound)
      lines = first...max(lines.upperBound, piece.lines.upperBound)
    }
    pieces.removeAll { $0.lines.overlaps(lines) }
    pieces.append(try piece(lines))
    pieces.sort { $0.lines.lowerBound < $1.lines.lowerBound }
  }

  /// The file with new code in the place of its pieces.
  ///
  /// - Parameter code: one text for each piece, in their order.
  func edit(_ code: [String]) throws(EditError) -> FileEdit {
    try FileEdit(
      original, replacing: zip(pieces, code).map { .lines($0.lines, text: $1) })
  }

  private func lines(
    of place: RefactorTarget.Place, _ format: EditFormat
  ) throws -> ClosedRange<Int> {
    let count = LineTable(text).count
    switch place {
    case .whole:
      guard count <= Self.wholeLimit || format != .whole else {
        throw TaskError.fileTooLong(
          path: path, lines: count, limit: Self.wholeLimit, units: unitList)
      }
      return 1...max(1, count)
    case .lines(let lines):
      return widened(lines.lowerBound...max(lines.lowerBound, min(lines.upperBound, count)))
    case .unit(let name):
      return try unit(named: name).lines
    }
  }

  private func unit(named name: String) throws -> CodeUnit {
    let found = outline?.units(named: name) ?? []
    // A constructor has the name of its type, and stands in it.
    let outer = found.first { unit in
      found.allSatisfy {
        unit.lines.lowerBound <= $0.lines.lowerBound && unit.lines.upperBound >= $0.lines.upperBound
      }
    }
    if let outer { return outer }
    guard !found.isEmpty else {
      throw TaskError.unknownUnit(name, path: path, units: unitList)
    }
    throw TaskError.ambiguousUnit(name, places: found.map { self.name(of: $0.lines) })
  }

  /// The lines of whole units that some lines touch.
  ///
  /// In a function it is the function. In a type it is the members touched, or the type where its
  /// own first or last lines are among them.
  private func widened(_ lines: ClosedRange<Int>) -> ClosedRange<Int> {
    guard let outline else { return lines }
    let around = outline.unit(around: lines)
    if let around {
      let isHead = lines.lowerBound <= around.nameLine
      if !around.isContainer || isHead || lines.upperBound == around.lines.upperBound {
        return around.lines
      }
    }
    let place = around.flatMap { outline.units.firstIndex(of: $0) }
    let touched = outline.units.filter { $0.parent == place && $0.lines.overlaps(lines) }
    return touched.reduce(lines) {
      min($0.lowerBound, $1.lines.lowerBound)...max($0.upperBound, $1.lines.upperBound)
    }
  }

  /// A piece of some lines, without the blank ones around them.
  private func piece(_ lines: ClosedRange<Int>) throws -> CodePiece {
    let table = LineTable(text)
    let name = lines == 1...max(1, table.count) ? path : name(of: lines)
    guard let first = lines.first(where: { table[$0...$0].isCode }),
      let last = lines.last(where: { table[$0...$0].isCode })
    else { throw TaskError.blank("'\(name)'") }
    let whole = lines == 1...max(1, table.count)
    return CodePiece(
      title: whole ? path : self.name(of: first...last), lines: first...last,
      unit: outline?.units.first { $0.lines == first...last }, text: String(table[first...last]))
  }

  private func name(of lines: ClosedRange<Int>) -> String {
    SourceText(path: path, text: "", lines: lines).name
  }

  /// The names of the units, as a message lists them.
  private var unitList: String {
    var names: [String] = []
    for unit in outline?.units ?? [] where !names.contains(unit.qualifiedName) {
      names.append(unit.qualifiedName)
    }
    let more = names.count > 30 ? " and \(names.count - 30) more" : ""
    return names.prefix(30).joined(separator: ", ") + more
  }
}
