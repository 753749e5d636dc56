// MARK: - Inside tags

extension Lexer {
  /// Reads the tokens of a tag, its beginning and end among them.
  mutating func readTag(_ tag: Tag) throws(Failure) {
    let isVariable = tag.kind == .variable
    append(isVariable ? .variableBegin : .blockBegin, at: tag.offset)
    position = tag.content
    open = []
    while true {
      if open.isEmpty, readEnd(isVariable: isVariable) { return }
      guard position < source.count else {
        throw .unclosedTag(isVariable ? "}}" : "%}", at: tag.offset)
      }
      try readToken()
    }
  }

  /// Reads the end of the tag if it stands here.
  private mutating func readEnd(isVariable: Bool) -> Bool {
    let start = position
    if isVariable {
      if starts(with: "-}}", at: start) {
        finishTag(at: offsetSkippingSpace(from: start + 3))
      } else if starts(with: "}}", at: start) {
        finishTag(at: start + 2)
      } else {
        return false
      }
    } else {
      let first = source.indices.contains(start) ? source[start] : 0
      let sign = first == UInt8(ascii: "-") || first == UInt8(ascii: "+") ? first : nil
      let end = sign == nil ? start : start + 1
      guard starts(with: "%}", at: end) else { return false }
      finishTag(at: endOfBlock(behind: end + 2, sign: sign))
    }
    append(isVariable ? .variableEnd : .blockEnd, at: start)
    return true
  }

  private mutating func readToken() throws(Failure) {
    let byte = source[position]
    switch byte {
    case 0x09...0x0D, 0x20: position += 1
    case UInt8(ascii: "0")...UInt8(ascii: "9"): try readNumber()
    case UInt8(ascii: "'"), UInt8(ascii: "\""): try readString(quote: byte)
    default:
      if byte.isNameStart {
        readName()
      } else if byte < 0x80 {
        try readSymbol()
      } else {
        try readNonASCII()
      }
    }
  }

  private mutating func readName() {
    let start = position
    while let byte = peek(position), byte.isNameStart || byte.isDigitASCII { position += 1 }
    if let byte = peek(position), byte >= 0x80 { return readWideName(from: start) }
    append(.name(String(decoding: source[start..<position], as: UTF8.self)), at: start)
  }

  /// Goes on with a name that holds characters outside ASCII.
  private mutating func readWideName(from start: Int) {
    while position < source.count {
      let (scalar, length) = Scalars.scalar(in: source, at: position)
      guard scalar.properties.isXIDContinue else { break }
      position += length
    }
    append(.name(String(decoding: source[start..<position], as: UTF8.self)), at: start)
  }

  private mutating func readNonASCII() throws(Failure) {
    let (scalar, length) = Scalars.scalar(in: source, at: position)
    if Scalars.isSpace(scalar) {
      position += length
    } else if scalar.properties.isXIDStart {
      readWideName(from: position)
    } else {
      throw .unexpectedCharacter(scalar, at: position)
    }
  }

  private mutating func readSymbol() throws(Failure) {
    guard let symbol = Symbol.match(source[position], peek(position + 1)) else {
      throw .unexpectedCharacter(Unicode.Scalar(source[position]), at: position)
    }
    if let closing = symbol.closing {
      open.append(closing)
    } else if symbol.isClosing {
      guard let expected = open.popLast() else { throw .unexpectedClosing(symbol, at: position) }
      guard expected == symbol else {
        throw .mismatchedClosing(symbol, expected: expected, at: position)
      }
    }
    append(.symbol(symbol), at: position)
    position += symbol.rawValue.utf8.count
  }
}

extension UInt8 {
  fileprivate var isNameStart: Bool {
    isUppercaseASCII || isLowercaseASCII || self == UInt8(ascii: "_")
  }
}
