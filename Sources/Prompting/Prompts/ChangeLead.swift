/// The beginnings of the sentences that explain a change.
///
/// A small model that is to explain a diff retells the code and overlooks the one sign that
/// changed. It completes a sentence well that begins with the words which changed. So Lathe, which
/// knows these exactly, writes the beginnings, and the model ends them.
package struct ChangeLead: Sendable, Equatable {
  /// The beginning, without a blank at its end.
  package var text: String
  /// What ends the model's part, beside the end of the sentence.
  package var stops: [String]

  package init(_ text: String, stops: [String] = []) {
    self.text = text
    self.stops = stops
  }

  /// A sentence on the other version would come too early.
  private static let contrasts = [", but ", ", while ", ", whereas ", " and the new "]

  /// A comparison that now decides otherwise where its sides are equal.
  ///
  /// - Parameters:
  ///   - holds: whether it is true there now, and so was not before.
  ///   - isResult: whether the function returns what the comparison says.
  package static func bound(
    _ old: String, _ new: String, left: String, right: String, holds: Bool, isResult: Bool
  ) -> [ChangeLead] {
    let truth = holds ? "was false and is true now" : "was true and is false now"
    let change = "`\(old)` became `\(new)`: when `\(left)` equals `\(right)`,"
    let text =
      isResult
      ? "\(change) the result \(truth), so now it"
      : "\(change) this \(truth). In that case, the old code"
    return [ChangeLead(text, stops: contrasts)]
  }

  /// Two conditions that are joined otherwise.
  package static func joined(_ old: String, _ new: String, needsBoth: Bool) -> [ChangeLead] {
    let truth =
      needsBoth
      ? "one of the two was enough before and both are needed now"
      : "both were needed before and one of the two is enough now"
    return [ChangeLead("`\(old)` became `\(new)`: \(truth), so it", stops: contrasts)]
  }

  /// - Parameter argument: what only the new call is given.
  package static func call(_ old: String, _ new: String, argument: String?) -> [ChangeLead] {
    let change = "`\(old)` was replaced by `\(new)`, which"
    guard let argument else { return [ChangeLead("\(change), unlike `\(old)`,")] }
    return [ChangeLead("\(change) is also given `\(argument)`, so that it")]
  }

  package static func became(_ old: String, _ new: String) -> [ChangeLead] {
    [ChangeLead("`\(old)` became `\(new)`, so now it", stops: contrasts)]
  }

  /// - Parameter acts: whether the line does something, so that it can be missed.
  package static func added(_ line: String, in statement: String, acts: Bool) -> [ChangeLead] {
    let place = statement.isEmpty ? "" : " in `\(statement)`"
    let lead = ChangeLead("`\(line)` is new\(place): it")
    return acts ? [lead, ChangeLead("Before, this was not done, so")] : [lead]
  }

  package static func removed(_ line: String, in statement: String, acts: Bool) -> [ChangeLead] {
    let place = statement.isEmpty ? "" : " from `\(statement)`"
    let lead = ChangeLead("`\(line)` was removed\(place): before, it", stops: contrasts)
    return acts ? [lead, ChangeLead("Without it,")] : [lead]
  }

  /// Lines that became quite other ones, or many new ones.
  ///
  /// - Parameters:
  ///   - line: the only line that is gone; nil where there are more, or none.
  ///   - isAddition: whether no line is gone.
  package static func rewritten(
    _ name: String?, line: String?, isAddition: Bool
  ) -> [ChangeLead] {
    let place = name.map { "`\($0)`" } ?? "the code"
    if isAddition {
      return [
        ChangeLead("Now \(place)"), ChangeLead("Before, it did not: it", stops: contrasts),
      ]
    }
    let before = line.map { "Before, \(place) ran `\($0)`, which" } ?? "Before, \(place)"
    return [ChangeLead(before, stops: contrasts), ChangeLead("Now it")]
  }

  /// A line with a number that was not there before.
  package static func quantity(_ line: String) -> ChangeLead { ChangeLead("`\(line)` means that") }

  /// A function that was not there before.
  package static func declaration(_ name: String) -> ChangeLead {
    ChangeLead("The new function `\(name)`")
  }

  /// A line that ends the function with an error.
  package static func failure(_ line: String) -> ChangeLead { ChangeLead("`\(line)` happens when") }

  /// One sentence more, where the model has one.
  package static let more = ChangeLead("")

  package static let sum = ChangeLead("In all, this change")
}
