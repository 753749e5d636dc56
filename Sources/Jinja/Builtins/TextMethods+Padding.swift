extension TextMethods {
  static let padding: [Builtin] = [
    Builtin("ljust", "width ? fillchar") { (call) throws(Failure) in
      try call.pad { (0, $0) }
    },
    Builtin("rjust", "width ? fillchar") { (call) throws(Failure) in
      try call.pad { ($0, 0) }
    },
    center,
    Builtin("zfill", "width", zeroFill),
  ]

  private static func zeroFill(_ call: Call) throws(Failure) -> Value {
    let text = try call.receiver()
    let missing = max(0, try call.integer(0) - text.length)
    try call.renderer.charge(bytes: missing)
    let hasSign = text.bytes.first == UInt8(ascii: "-") || text.bytes.first == UInt8(ascii: "+")
    let signLength = hasSign ? 1 : 0
    var builder = TextBuilder()
    builder.append(text, 0..<signLength)
    builder.append(repeating: UInt8(ascii: "0"), count: missing)
    builder.append(text, signLength..<text.bytes.count)
    return .text(builder.finish(isMarkup: text.isMarkup))
  }
}

extension Call {
  func center() throws(Failure) -> Value {
    let width = try integer(0)
    return try pad { missing in
      // Python puts the odd space on the left where the width is odd.
      let left = missing / 2 + (missing & width & 1)
      return (left, missing - left)
    }
  }

  /// Pads the string to a width, with so many characters before and behind as the closure says.
  fileprivate func pad(_ share: (Int) -> (before: Int, after: Int)) throws(Failure) -> Value {
    let text = try subjectText()
    let fill = values.count > 1 ? try self.text(1, default: Text(" ")) : Text(" ")
    guard fill.length == 1 else { throw .badArgument(builtin.name, "the fill is one character") }
    let missing = max(0, try integer(0) - text.length)
    try renderer.chargeRepeating(size: fill.bytes.count, count: missing)
    let (before, after) = share(missing)
    let padding = TextPadding(fill: fill, before: before, after: after)
    return .text(padding.apply(to: text))
  }
}

/// Characters to put around a text.
struct TextPadding {
  let fill: Text
  let before: Int
  let after: Int

  func apply(to text: Text) -> Text {
    var builder = TextBuilder()
    builder.append(fill.repeated(before))
    builder.append(text)
    builder.append(fill.repeated(after))
    return builder.finish(isMarkup: text.isMarkup)
  }
}
