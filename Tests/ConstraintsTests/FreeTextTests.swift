import Constraints
import TestSupport
import Testing

@Suite struct FreeTextTests {
  private func automaton(
    _ free: FreeText, then rest: Constraint = .literal("!")
  ) throws -> ConstraintAutomaton {
    try ConstraintAutomaton(.sequence([.free(free), rest]))
  }

  @Test func theConstraintBeginsBehindTheTrigger() throws {
    let automaton = try automaton(FreeText(until: "aab"))
    for text in ["aab!", "aaab!", "aaaaab!", "xé\naab!", "abaab!"] {
      #expect(automaton.accepts(text), "\(text)")
    }
    for text in ["aab", "aabb!", "aab!!", "ab!", "aabaab!"] {
      #expect(!automaton.accepts(text), "\(text)")
    }
    #expect(!automaton.allows("aabx"))
    #expect(automaton.allows("anything at all"))
  }

  @Test(arguments: UInt64(0)..<60) func triggersAreFoundAsBySearching(seed: UInt64) throws {
    var random = RandomValues(seed: seed)
    func text(_ count: Int) -> String {
      (0..<count).map { _ in random.pick(["a", "b", "é"]) }.joined()
    }
    let trigger = text(1 + random.number(below: 4))
    let automaton = try automaton(FreeText(until: trigger))
    for _ in 0..<30 {
      let sample = text(random.number(below: 14))
      let bytes = Array(sample.utf8)
      let length = trigger.utf8.count
      let first =
        bytes.count < length
        ? nil
        : (0...bytes.count - length).first { Array(bytes[$0..<$0 + length]) == Array(trigger.utf8) }
      let endsThere = first.map { $0 + length == bytes.count } ?? false
      #expect(automaton.accepts(sample + "!") == endsThere, "\(sample) \(trigger)")
    }
  }

  @Test func theLimitForcesTheTrigger() throws {
    let automaton = try automaton(FreeText(until: "```\n", limit: 7))
    #expect(automaton.accepts("abc```\n!"))
    #expect(automaton.accepts("é€𝄞```\n!"))
    #expect(!automaton.allows("abcd"))
    let state = try #require(automaton.next(automaton.start, "ab€".utf8))
    #expect(automaton.forcedBytes(after: state) == Array("```\n!".utf8))
    // What was part of a trigger counts too when it turns out to be none.
    #expect(automaton.allows("``x"))
    #expect(!automaton.allows("a``x"))
  }

  @Test func theTextIsUTF8() throws {
    let automaton = try automaton(FreeText(until: "\n"))
    #expect(automaton.next(automaton.start, [0xC3]) != nil)
    #expect(automaton.next(automaton.start, [0xC3, 0x0A]) == nil)
    #expect(automaton.next(automaton.start, [0xFF]) == nil)
  }

  @Test func theAnswerMayEndBeforeTheTriggerWhereAllowed() throws {
    let strict = try automaton(FreeText(until: "\n"))
    let open = try automaton(FreeText(until: "\n", mayEndAnswer: true))
    for text in ["", "some words"] {
      #expect(!strict.accepts(text))
      #expect(open.accepts(text))
    }
    #expect(!open.accepts("words\n"))
    #expect(open.accepts("words\n!"))
    let half = try #require(open.next(open.start, [0xC3]))
    #expect(!half.canEnd)
    #expect(open.distance(half) == 1)
  }

  @Test func triggersThatCannotEndAreRefused() {
    for free in [
      FreeText(until: ""), FreeText(until: String(repeating: "x", count: 256)),
      FreeText(until: "abc", limit: 2),
    ] {
      let error = #expect(throws: ConstraintError.self) { try automaton(free) }
      #expect(error?.description.contains("trigger") == true)
    }
    #expect(throws: Never.self) { try automaton(FreeText(until: "abc", limit: 3)) }
  }
}
