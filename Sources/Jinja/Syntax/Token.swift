/// A piece of a template.
struct Token {
  enum Kind: Equatable {
    /// Text between tags, as it is to be written.
    case data([UInt8])
    case variableBegin
    case variableEnd
    case blockBegin
    case blockEnd
    case name(String)
    case string([UInt8])
    case integer(Int)
    case float(Double)
    case symbol(Symbol)
    case end
  }

  let kind: Kind
  /// The byte of the source where it starts.
  let offset: Int
}

/// The operators and delimiters inside tags.
enum Symbol: String, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  case modulo = "%"
  case power = "**"
  case tilde = "~"
  case leftBracket = "["
  case rightBracket = "]"
  case leftParenthesis = "("
  case rightParenthesis = ")"
  case leftBrace = "{"
  case rightBrace = "}"
  case equal = "=="
  case notEqual = "!="
  case greater = ">"
  case greaterOrEqual = ">="
  case less = "<"
  case lessOrEqual = "<="
  case assign = "="
  case dot = "."
  case colon = ":"
  case pipe = "|"
  case comma = ","
  case semicolon = ";"

  /// The symbol that must close what this one opens.
  var closing: Symbol? {
    switch self {
    case .leftParenthesis: .rightParenthesis
    case .leftBracket: .rightBracket
    case .leftBrace: .rightBrace
    default: nil
    }
  }

  var isClosing: Bool {
    self == .rightParenthesis || self == .rightBracket || self == .rightBrace
  }

  /// The longest symbol that the bytes start with.
  static func match(_ first: UInt8, _ second: UInt8?) -> Symbol? {
    if let second, let symbol = pairs[UInt16(first) << 8 | UInt16(second)] { return symbol }
    return first < 0x80 ? singles[Int(first)] : nil
  }

  private static let singles: [Symbol?] = {
    var table = [Symbol?](repeating: nil, count: 128)
    for symbol in allCases {
      let bytes = Array(symbol.rawValue.utf8)
      if bytes.count == 1 { table[Int(bytes[0])] = symbol }
    }
    return table
  }()

  private static let pairs: [UInt16: Symbol] = {
    var table: [UInt16: Symbol] = [:]
    for symbol in allCases {
      let bytes = Array(symbol.rawValue.utf8)
      if bytes.count == 2 { table[UInt16(bytes[0]) << 8 | UInt16(bytes[1])] = symbol }
    }
    return table
  }()
}

extension Token.Kind {
  /// How errors speak of it.
  var words: String {
    switch self {
    case .data: "template text"
    case .variableBegin: "'{{'"
    case .variableEnd: "'}}'"
    case .blockBegin: "'{%'"
    case .blockEnd: "'%}'"
    case .name(let name): "'\(name)'"
    case .string: "a string"
    case .integer, .float: "a number"
    case .symbol(let symbol): "'\(symbol.rawValue)'"
    case .end: "the end of the template"
    }
  }
}
