/// How many tokens Lathe may add to a question beside what the user named.
package enum ContextBudget: Sendable, Equatable {
  /// Little, because every token of a prompt costs time.
  case automatic
  case tokens(Int)

  /// The tokens, where so many are left in the context.
  ///
  /// - Parameter most: what is enough where the user named no number.
  func tokens(left: Int, automatic most: Int = 1024) -> Int {
    switch self {
    case .automatic: max(0, min(most, left / 4))
    case .tokens(let count): max(0, min(count, left))
    }
  }
}
