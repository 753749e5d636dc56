/// An expression of a template.
///
/// Offsets are bytes of the source, for errors.
indirect enum Expression: Sendable {
  case literal(Literal)
  case name(NameReference)
  case list([Expression])
  case tuple([Expression])
  case dictionary([DictionaryMember])
  case negate(Expression, offset: Int)
  case plus(Expression, offset: Int)
  case not(Expression)
  case and(Expression, Expression)
  case or(Expression, Expression)
  case arithmetic(ArithmeticOperator, Expression, Expression, offset: Int)
  case concatenation([Expression], offset: Int)
  case comparison(Expression, [ComparisonOperand])
  case conditional(test: Expression, then: Expression, otherwise: Expression?)
  case attribute(Expression, AttributeName, offset: Int)
  case item(Expression, Expression, offset: Int)
  case slice(Expression, SliceBounds, offset: Int)
  case call(Expression, CallArguments, offset: Int)
  /// A filter on a value; nil stands for the text of the block that it is applied to.
  case filter(Expression?, BuiltinReference)
  case test(Expression, BuiltinReference)
}

enum Literal: Sendable {
  case none
  case boolean(Bool)
  case integer(Int)
  case float(Double)
  case text(Text)
}

/// A name with its number in the template's table of names.
struct NameReference: Sendable {
  let id: Int
  let name: String
  let offset: Int
}

struct DictionaryMember: Sendable {
  let key: Expression
  let value: Expression
  let offset: Int
}

enum ArithmeticOperator: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  case modulo = "%"
  case power = "**"
}

enum ComparisonOperator: String, Sendable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case contained = "in"
  case notContained = "not in"
}

struct ComparisonOperand: Sendable {
  let symbol: ComparisonOperator
  let value: Expression
  let offset: Int
}

struct SliceBounds: Sendable {
  let start: Expression?
  let stop: Expression?
  let step: Expression?
}

/// The name behind a dot, with the methods of that name found once.
struct AttributeName: Sendable {
  let text: Text
  let name: String
  let methods: MethodSet

  init(_ name: String) {
    text = Text(name)
    self.name = name
    methods = MethodSet(name)
  }
}

struct CallArguments: Sendable {
  var positional: [Expression] = []
  var named: [NamedArgument] = []
  /// What stands behind `*` and `**`.
  var spread: Expression?
  var namedSpread: Expression?

  struct NamedArgument: Sendable {
    let name: String
    let value: Expression
  }
}

/// A filter or test by name; the function is nil where the name is unknown and the template does
/// not depend on it unless that place is reached.
struct BuiltinReference: Sendable {
  let name: String
  let function: Builtin?
  let arguments: CallArguments
  let offset: Int
}
