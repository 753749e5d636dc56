extension JSONParser {
  /// Reads a number: an integer without fraction and exponent, else a float.
  mutating func parseNumber() throws(JSONError) -> JSONValue {
    let start = position
    if peek == UInt8(ascii: "-") { position += 1 }
    let firstDigit = position
    guard skipDigits() > 0 else { throw error(.invalidNumber, at: start) }
    if bytes[firstDigit] == UInt8(ascii: "0"), position > firstDigit + 1 {
      throw error(.invalidNumber, at: start)
    }
    let isFraction = try skipFraction(of: start)
    let isFloat = try skipExponent(of: start) || isFraction
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard isFloat else { return Int(text).map { .integer($0) } ?? .largeInteger(text) }
    guard let double = Double(text), double.isFinite else {
      throw error(.numberOutOfRange, at: start)
    }
    return .float(double)
  }

  private mutating func skipFraction(of start: Int) throws(JSONError) -> Bool {
    guard peek == UInt8(ascii: ".") else { return false }
    position += 1
    guard skipDigits() > 0 else { throw error(.invalidNumber, at: start) }
    return true
  }

  private mutating func skipExponent(of start: Int) throws(JSONError) -> Bool {
    guard peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") else { return false }
    position += 1
    if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
    guard skipDigits() > 0 else { throw error(.invalidNumber, at: start) }
    return true
  }

  private mutating func skipDigits() -> Int {
    let start = position
    while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      position += 1
    }
    return position - start
  }
}
