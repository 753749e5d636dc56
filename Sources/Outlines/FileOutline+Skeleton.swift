extension FileOutline {
  /// A type without the bodies of the functions in it: its fields, cases and declarations, as they
  /// are laid out; of a function its declaration.
  ///
  /// - Parameters:
  ///   - place: the unit's place in `units`.
  ///   - bytes: the text that the outline was made from.
  package func skeleton(of place: Int, in bytes: [UInt8]) -> String {
    let unit = units[place]
    let inside = units.suffix(from: place + 1).prefix {
      $0.lines.lowerBound <= unit.lines.upperBound
    }
    let bodies = inside.filter { !$0.isContainer }
    guard unit.isContainer, bodies.allSatisfy({ $0.lines.lowerBound > unit.nameLine }) else {
      return signatures(of: place, in: bytes)
    }
    let lines = Self.lines(of: bytes, through: unit.lines.upperBound)
    var text = ""
    var number = unit.nameLine
    var next = bodies.startIndex
    while number <= min(unit.lines.upperBound, lines.count) {
      while next < bodies.endIndex, bodies[next].lines.lowerBound < number { next += 1 }
      if next < bodies.endIndex, bodies[next].lines.lowerBound == number {
        let body = bodies[next]
        let margin = lines[min(body.nameLine, lines.count) - 1].prefix { $0 == 0x20 || $0 == 0x09 }
        text += String(decoding: margin, as: UTF8.self) + signature(of: body, in: bytes) + "\n"
        number = body.lines.upperBound + 1
      } else {
        let line = lines[number - 1]
        if line.contains(where: { $0 > 0x20 }) {
          text += String(decoding: line, as: UTF8.self) + "\n"
        }
        number += 1
      }
    }
    return text
  }

  /// The lines of a text without their ends, up to one.
  private static func lines(of bytes: [UInt8], through last: Int) -> [ArraySlice<UInt8>] {
    bytes.split(separator: 0x0A, maxSplits: last, omittingEmptySubsequences: false).map { line in
      line.last == 0x0D ? line.dropLast() : line
    }
  }
}
