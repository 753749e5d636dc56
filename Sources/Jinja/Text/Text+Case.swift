extension Text {
  var uppercased: Text {
    mapScalars({ $0.properties.uppercaseMapping }, ascii: { $0.isLowercaseASCII ? $0 - 32 : $0 })
  }

  var lowercased: Text {
    let text = mapScalars(
      { $0.properties.lowercaseMapping }, ascii: { $0.isUppercaseASCII ? $0 + 32 : $0 })
    return firstRange(of: Array("Σ".utf8)) == nil ? text : withFinalSigmas
  }

  /// In lower case, with the sigma that ends a word in its final form.
  private var withFinalSigmas: Text {
    let scalars = scalars
    var position = -1
    return mapScalars { scalar in
      position += 1
      guard scalar == "Σ" else { return scalar.properties.lowercaseMapping }
      func isCased(_ neighbours: some Sequence<Unicode.Scalar>) -> Bool {
        neighbours.first { !$0.properties.isCaseIgnorable }?.properties.isCased ?? false
      }
      let isFinal =
        isCased(scalars[..<position].reversed()) && !isCased(scalars[(position + 1)...])
      return isFinal ? "ς" : "σ"
    }
  }

  /// For comparisons without case; what has no single lower case is spelled out, as "ß" is.
  var caseFolded: Text {
    mapScalars(
      { $0.properties.uppercaseMapping.lowercased() },
      ascii: { $0.isUppercaseASCII ? $0 + 32 : $0 })
  }

  /// The first character in title case, the others in lower case.
  var capitalized: Text {
    guard !isEmpty else { return self }
    let first = Scalars.length(leading: bytes[0])
    let head = self[0..<first].mapScalars({ $0.properties.titlecaseMapping })
    return head + self[first..<bytes.count].lowercased
  }

  var swappedCase: Text {
    mapScalars {
      $0.properties.isUppercase ? $0.properties.lowercaseMapping : $0.properties.uppercaseMapping
    }
  }

  /// The first cased character of every word in title case, the others in lower case.
  var titlecased: Text {
    var isInWord = false
    return mapScalars { scalar in
      defer { isInWord = scalar.properties.isCased }
      return isInWord ? scalar.properties.lowercaseMapping : scalar.properties.titlecaseMapping
    }
  }

  /// Maps every scalar; each result has the origin of what it was made from.
  func mapScalars(
    _ transform: (Unicode.Scalar) -> String, ascii: ((UInt8) -> UInt8)? = nil
  ) -> Text {
    if let ascii, bytes.allSatisfy({ $0 < 0x80 }) {
      return Text(bytes: bytes.map(ascii), marks: marks, isMarkup: isMarkup)
    }
    var builder = TextBuilder()
    forEachScalar { scalar, range in
      builder.append(transform(scalar), isInput: marks.isInput(at: range.lowerBound))
    }
    return builder.finish(isMarkup: isMarkup)
  }

  /// The text with the five characters that HTML reserves replaced.
  var escapedForHTML: Text {
    guard bytes.contains(where: { HTMLEntities.entity(of: $0) != nil }) else { return asMarkup() }
    var builder = TextBuilder()
    var start = 0
    for (offset, byte) in bytes.enumerated() {
      guard let entity = HTMLEntities.entity(of: byte) else { continue }
      builder.append(self, start..<offset)
      builder.append(entity, isInput: marks.isInput(at: offset))
      start = offset + 1
    }
    builder.append(self, start..<bytes.count)
    return builder.finish(isMarkup: true)
  }
}

enum HTMLEntities {
  static func entity(of byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "'"): "&#39;"
    case UInt8(ascii: "\""): "&#34;"
    default: nil
    }
  }
}

extension UInt8 {
  var isUppercaseASCII: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
  var isLowercaseASCII: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
  var isDigitASCII: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
