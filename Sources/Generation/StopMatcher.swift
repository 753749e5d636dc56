/// Finds the first stop string in a text that arrives in pieces, and holds back no more than it must.
///
/// The text ends before the stop string that is complete first; of several that are complete at the
/// same byte, before the longest. That does not depend on how the text is cut into pieces. Texts
/// are compared byte by byte in UTF-8. The time is linear in the text and the stop strings.
package struct StopMatcher: Sendable {
  /// The stop string that was found.
  package private(set) var found: String?

  private let automaton: StopAutomaton
  private var state = StopAutomaton.start
  /// The text not given out yet, from `heldStart`; what lies before is thrown away now and then.
  private var held: [UInt8] = []
  private var heldStart = 0

  /// Prepares to look for `stopStrings`; empty ones are never found.
  package init(_ stopStrings: [String]) {
    automaton = StopAutomaton(stopStrings)
  }

  /// Takes the next piece and returns the text that is now sure to be part of the answer.
  ///
  /// What could still be the beginning of a stop string is held back. After a stop string was
  /// found, all text is dropped.
  package mutating func append(_ piece: String) -> String {
    guard found == nil, !automaton.isEmpty else { return found == nil ? piece : "" }
    for byte in piece.utf8 {
      held.append(byte)
      state = automaton.next(state, byte)
      guard let length = automaton.longestMatch(at: state) else { continue }
      let text = release(keeping: length)
      found = String(decoding: held[heldStart...], as: UTF8.self)
      return text
    }
    return release(keeping: automaton.depth(of: state))
  }

  /// Returns the text that was held back, because no more can complete a stop string.
  package mutating func finish() -> String {
    guard found == nil else { return "" }
    state = StopAutomaton.start
    return release(keeping: 0)
  }

  /// Gives out the held text but for its last `length` bytes.
  ///
  /// Both ends are between characters: pieces are whole texts, and so are stop strings.
  private mutating func release(keeping length: Int) -> String {
    let end = held.count - length
    let text = String(decoding: held[heldStart..<end], as: UTF8.self)
    heldStart = end
    // Each byte that is moved here was preceded by one that is given out: linear on the whole.
    if heldStart >= length {
      held.removeFirst(heldStart)
      heldStart = 0
    }
    return text
  }
}
