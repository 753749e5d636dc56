/// Names of files and other targets, with `-`, the name of standard input, taken out.
struct InputNames: Equatable {
  var others: [String]
  var namesInput: Bool

  init(_ names: [String]) {
    others = names.filter { $0 != "-" }
    namesInput = others.count < names.count
  }

  /// What a command that was given these names does with standard input.
  func use(hasOthers: Bool = false) -> StandardInput.Use {
    namesInput ? .named : others.isEmpty && !hasOthers ? .only : .besideOthers
  }
}
