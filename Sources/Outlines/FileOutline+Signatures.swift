extension FileOutline {
  /// The declarations of a unit and of those in it, one a line, without bodies.
  ///
  /// - Parameters:
  ///   - place: the unit's place in `units`; nil means the whole file.
  ///   - bytes: the text that the outline was made from.
  package func signatures(of place: Int? = nil, in bytes: [UInt8]) -> String {
    var depths = [Int?](repeating: nil, count: units.count)
    var text = ""
    for (index, unit) in units.enumerated() {
      if index == place || place == nil && unit.parent == nil {
        depths[index] = 0
      } else if let parent = unit.parent, let depth = depths[parent], units[parent].isContainer {
        // What a function holds is its own affair.
        depths[index] = depth + 1
      }
      guard let depth = depths[index] else { continue }
      text += String(repeating: "  ", count: min(depth, 20)) + signature(of: unit, in: bytes) + "\n"
    }
    return text
  }

  /// The declaration of a unit on one line, without comments, attributes apart, and body.
  package func signature(of unit: CodeUnit, in bytes: [UInt8]) -> String {
    guard unit.signature.upperBound <= bytes.count else { return unit.name }
    var text: [UInt8] = []
    var isSpace = false
    for byte in bytes[unit.signature].prefix(Self.signatureLimit) {
      if byte <= 0x20 {
        isSpace = !text.isEmpty
      } else {
        if isSpace { text.append(0x20) }
        isSpace = false
        text.append(byte)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The most bytes of a declaration that are shown.
  private static let signatureLimit = 1000
}
