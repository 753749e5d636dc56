import Jinja

/// The time that a template tells the model.
package struct PromptTime: Sendable, Equatable {
  let civil: CivilTime

  /// - Parameter offset: how many seconds the local clock is ahead of UTC.
  package init(secondsSince1970 seconds: Int, offset: Int = 0) {
    civil = CivilTime(secondsSince1970: seconds, offset: offset)
  }

  /// Reads a local time such as "2026-01-15T09:30:00"; nil where the text is none.
  package init?(_ text: String) {
    guard let civil = CivilTime(text) else { return nil }
    self.civil = civil
  }
}
