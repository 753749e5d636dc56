/// A statement of a template.
indirect enum Statement: Sendable {
  case data(Text)
  case output(Expression, offset: Int)
  case conditional([ConditionalBranch], otherwise: [Statement])
  case loop(ForLoop)
  case assignment(Target, Expression, offset: Int)
  case blockAssignment(BlockAssignment)
  case macro(MacroDefinition)
  case callBlock(CallBlock)
  case filterBlock(FilterBlock)
  case with(WithBlock)
  /// A body with variables of its own.
  case scope(Block)
  case breakLoop
  case continueLoop
}

/// Statements with the variables that belong to them.
struct Block: Sendable {
  let body: [Statement]
  let layout: ScopeLayout
}

struct ConditionalBranch: Sendable {
  let test: Expression
  let body: [Statement]
}

/// Where an assignment puts its value.
indirect enum Target: Sendable {
  case name(NameReference)
  case attribute(NameReference, Text)
  case tuple([Target], offset: Int)
}

struct ForLoop: Sendable {
  let target: Target
  let iterable: Expression
  let filter: Expression?
  let isRecursive: Bool
  let block: Block
  let otherwise: Block?
  let offset: Int
}

struct BlockAssignment: Sendable {
  let target: Target
  /// The filters on the block's text, outermost last; nil where there are none.
  let filter: Expression?
  let block: Block
  let offset: Int
}

/// What a macro, or the body of a call block, is made of.
struct MacroDefinition: Sendable {
  let name: NameReference?
  let parameters: [Parameter]
  /// Slots of the special variables that the body uses.
  let caller: Int?
  let namedRest: Int?
  let positionalRest: Int?
  let block: Block

  struct Parameter: Sendable {
    let name: String
    let slot: Int
    let defaultValue: Expression?
  }
}

struct CallBlock: Sendable {
  let callee: Expression
  let arguments: CallArguments
  let body: MacroDefinition
  let offset: Int
}

struct FilterBlock: Sendable {
  let filter: Expression
  let block: Block
  let offset: Int
}

struct WithBlock: Sendable {
  let assignments: [(target: Target, value: Expression)]
  let block: Block
  let offset: Int
}
