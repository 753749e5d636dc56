/// A part of a prompt's material, with the name that the receipt calls it by.
package struct PromptSection: Sendable, Equatable {
  package enum Origin: String, Sendable {
    /// Named by the user, so it is never left out.
    case user
    /// Chosen by Lathe, so it is left out where it does not fit.
    case lathe
  }

  package var title: String
  /// The text as the model reads it, with its heading and fence.
  package var text: String
  package var origin: Origin
  /// Why Lathe chose it, as a clause; empty for what the user named.
  package var reason: String

  package init(title: String, text: String, origin: Origin = .user, reason: String = "") {
    self.title = title
    self.text = text
    self.origin = origin
    self.reason = reason
  }

  /// A section that shows `body` between fences, below a heading where there is one.
  package init(
    title: String, heading: String?, fenced body: String, label: String, origin: Origin = .user,
    reason: String = ""
  ) {
    let fence = Fence.wrap(body, label: label)
    self.init(
      title: title, text: heading.map { "\($0)\n\(fence)" } ?? fence, origin: origin,
      reason: reason)
  }
}

/// Markdown fences that the text between them cannot close.
package enum Fence {
  /// The text between fences longer than any run of backticks in it.
  package static func wrap(_ text: String, label: String = "") -> String {
    let fence = String(repeating: "`", count: max(3, longestRun(of: UInt8(ascii: "`"), text) + 1))
    let end = text.isEmpty || text.utf8.last == 0x0A ? "" : "\n"
    return "\(fence)\(label)\n\(text)\(end)\(fence)"
  }

  private static func longestRun(of byte: UInt8, _ text: String) -> Int {
    var longest = 0
    var run = 0
    for other in text.utf8 {
      run = other == byte ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
