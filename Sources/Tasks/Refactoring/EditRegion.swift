import Outlines

/// A part of a file that has a name, so that a model can say where it wants to change something.
struct EditRegion: Sendable, Equatable {
  /// What it is called in the conversation; no other region of the file is called so.
  var name: String
  /// The lines of it that can be changed, counted from 1, in their order.
  var lines: [ClosedRange<Int>]
  /// Whether it is a function that is changed as a whole.
  ///
  /// Small models write a whole function better than a part of it.
  var isWhole = false
  /// The names of the types around it, with dots between.
  var container = ""
  /// Whether it is a type, without its functions.
  var isContainer = false

  /// Longer functions are changed line by line.
  static let wholeLimit = 60

  /// The functions of a file, and its types without their functions, and what is outside of both.
  ///
  /// - Parameters:
  ///   - shown: the lines that the model sees; a region is no more than these.
  ///   - rest: the name of what is outside of all.
  /// - Returns: none where there are not two of them.
  static func all(
    in outline: FileOutline?, shown: [ClosedRange<Int>], rest: String
  ) -> [EditRegion] {
    let units = outline?.units ?? []
    let names = uniqueNames(of: units)
    var owners: [Int: Int] = [:]
    for (place, unit) in units.enumerated() where !isInFunction(unit, units) {
      // A unit stands before those inside it, so that the innermost is noted last.
      for line in unit.lines { owners[line] = place }
    }
    var regions: [String: EditRegion] = [:]
    var order: [String] = []
    for run in shown {
      for line in run {
        let name = owners[line].map { names[$0] } ?? rest
        if regions[name] == nil { order.append(name) }
        regions[name, default: EditRegion(name: name, lines: [])].add(line)
      }
    }
    for (unit, name) in zip(units, names) {
      regions[name]?.container = unit.container
      regions[name]?.isContainer = unit.isContainer
      guard !unit.isContainer, regions[name]?.lines == [unit.lines] else { continue }
      regions[name]?.isWhole = unit.lines.count <= wholeLimit
    }
    return order.count < 2 ? [] : order.compactMap { regions[$0] }
  }

  private mutating func add(_ line: Int) {
    if let last = lines.last, last.upperBound + 1 == line {
      lines[lines.count - 1] = last.lowerBound...line
    } else {
      lines.append(line...line)
    }
  }

  /// The names of units: alone where no other has it, and with those around it elsewhere.
  private static func uniqueNames(of units: [CodeUnit]) -> [String] {
    let counts = units.reduce(into: [:]) { $0[$1.name, default: 0] += 1 }
    return units.map { counts[$0.name] == 1 ? $0.name : $0.qualifiedName }
  }

  private static func isInFunction(_ unit: CodeUnit, _ units: [CodeUnit]) -> Bool {
    var parent = unit.parent
    while let place = parent, units.indices.contains(place) {
      if !units[place].isContainer { return true }
      parent = units[place].parent
    }
    return false
  }
}
