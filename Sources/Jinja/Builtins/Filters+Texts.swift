extension Filters {
  static let texts: [Builtin] = [
    Builtin("upper") { (call) throws(Failure) in .text(try call.subjectText().uppercased) },
    Builtin("lower") { (call) throws(Failure) in .text(try call.subjectText().lowercased) },
    Builtin("capitalize") { (call) throws(Failure) in .text(try call.subjectText().capitalized) },
    Builtin("title", "", title),
    Builtin("trim", "? chars") { (call) throws(Failure) in
      .text(try call.subjectText().stripped(of: try call.optionalText(0)))
    },
    Builtin("replace", "old new ? count", replace),
    Builtin("format", "? *", format),
    Builtin("truncate", "? length killwords end leeway", truncate),
    Builtin("wordcount", "", wordCount),
    Builtin("urlencode", "", encodeURL),
  ]

  /// Capitalizes what follows a space, a hyphen or an opening bracket.
  private static func title(_ call: Call) throws(Failure) -> Value {
    var isStart = true
    let text = try call.subjectText()
    return .text(
      text.mapScalars { scalar in
        let isSeparator = Scalars.isSpace(scalar) || "-({[<".unicodeScalars.contains(scalar)
        defer { isStart = isSeparator }
        if isSeparator { return String(scalar) }
        return isStart ? scalar.properties.uppercaseMapping : scalar.properties.lowercaseMapping
      })
  }

  private static func replace(_ call: Call) throws(Failure) -> Value {
    let text = try call.subjectText().asMarkup(false)
    let old = try call.renderer.text(of: call.value(0))
    let new = try call.renderer.text(of: call.value(1)).asMarkup(false)
    let limit = try call.optionalInteger(2) ?? -1
    return .text(try call.renderer.replace(old, with: new, in: text, limit: limit))
  }

  private static func format(_ call: Call) throws(Failure) -> Value {
    guard call.rest.positional.isEmpty || call.rest.named.isEmpty else {
      throw .badArgument("format", "takes either values or named values")
    }
    let text = try call.subjectText()
    let values: Value =
      call.rest.named.isEmpty ? .tuple(call.rest.positional) : .mapping(call.rest.named)
    return .text(try call.renderer.percentFormat(text, with: values))
  }

  private static func truncate(_ call: Call) throws(Failure) -> Value {
    let length = try call.integer(0, default: 255)
    let size = try call.renderer.length(of: call.subject)
    let end = try call.text(2, default: Text("..."))
    let leeway = try call.optionalInteger(3) ?? 5
    let kept = length - end.length
    guard kept >= 0, leeway >= 0 else {
      throw .badArgument("truncate", "the length is shorter than the ending, or the leeway below 0")
    }
    guard size > length, size - length > leeway else { return call.subject }
    let text = try call.receiver()
    guard let positions = SlicePositions(start: 0, stop: kept, step: 1, length: size) else {
      return call.subject
    }
    let cut = text.characters(at: positions)
    if call.flag(1) { return .text(cut + end) }
    return .text(cut.splitFromEnd(by: [UInt8(ascii: " ")], limit: 1)[0] + end)
  }

  private static func wordCount(_ call: Call) throws(Failure) -> Value {
    var count = 0
    var isInWord = false
    for scalar in try call.subjectText().scalars {
      let properties = scalar.properties
      let isWord = scalar == "_" || properties.isAlphabetic || properties.numericType != nil
      if isWord, !isInWord { count += 1 }
      isInWord = isWord
    }
    return .integer(count)
  }

  private static func encodeURL(_ call: Call) throws(Failure) -> Value {
    switch call.subject {
    case .mapping(let mapping):
      return .text(try call.encodedPairs(try mapping.pairs(call.renderer)))
    case .sequence, .iterator: return .text(try call.encodedPairs(try call.items()))
    default: return .text(try call.subjectText().percentEncoded(keepingSlash: true))
    }
  }
}

extension Call {
  fileprivate func encodedPairs(_ pairs: [Value]) throws(Failure) -> Text {
    var pieces: [Text] = []
    for pair in pairs {
      let parts = try renderer.items(of: pair)
      guard parts.count == 2 else { throw .badArgument("urlencode", "needs pairs") }
      let name = try renderer.text(of: parts[0]).percentEncoded(keepingSlash: false)
      let value = try renderer.text(of: parts[1]).percentEncoded(keepingSlash: false)
      try renderer.charge(bytes: name.bytes.count + value.bytes.count)
      pieces.append(name + Text("=") + value)
    }
    return Text("&").joining(pieces)
  }
}

extension Text {
  /// For URLs; in the parts of a query a space becomes "+" and slashes are encoded.
  fileprivate func percentEncoded(keepingSlash: Bool) -> Text {
    var builder = TextBuilder()
    for (offset, byte) in bytes.enumerated() {
      let isInput = marks.isInput(at: offset)
      let isPlain =
        byte.isDigitASCII || byte.isUppercaseASCII || byte.isLowercaseASCII
        || "_.-~".utf8.contains(byte) || keepingSlash && byte == UInt8(ascii: "/")
      if isPlain {
        builder.append(repeating: byte, count: 1, isInput: isInput)
      } else if byte == UInt8(ascii: " "), !keepingSlash {
        builder.append("+", isInput: isInput)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        builder.append((byte < 16 ? "%0" : "%") + digits, isInput: isInput)
      }
    }
    return builder.finish()
  }
}
