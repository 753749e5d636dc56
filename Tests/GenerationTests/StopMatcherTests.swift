import Generation
import Testing

@Suite struct StopMatcherTests {
  /// What comes out in the end, and the stop string found.
  private func run(_ stops: [String], _ pieces: [String]) -> (text: String, found: String?) {
    var matcher = StopMatcher(stops)
    let text = pieces.map { matcher.append($0) }.joined() + matcher.finish()
    return (text, matcher.found)
  }

  /// The definition: before the stop string that is complete first, the longest of these.
  private func reference(_ stops: [String], _ text: String) -> (text: String, found: String?) {
    let bytes = Array(text.utf8)
    let wanted = stops.map { Array($0.utf8) }.sorted { $0.count > $1.count }
    for end in bytes.indices {
      let before = bytes[...end]
      for stop in wanted where !stop.isEmpty && before.suffix(stop.count).elementsEqual(stop) {
        let kept = before.dropLast(stop.count)
        return (String(decoding: kept, as: UTF8.self), String(decoding: stop, as: UTF8.self))
      }
    }
    return (text, nil)
  }

  /// All ways to cut a text into pieces of whole characters.
  private func allCuts(of text: String) -> [[String]] {
    let scalars = text.unicodeScalars.map { String($0) }
    return (0..<(1 << max(0, scalars.count - 1))).map { cuts in
      var pieces = [""]
      for (index, scalar) in scalars.enumerated() {
        if index > 0, cuts >> (index - 1) & 1 == 1 { pieces.append("") }
        pieces[pieces.count - 1] += scalar
      }
      return pieces
    }
  }

  @Test(arguments: [
    (["STOP"], "aSTOPb"), (["STOP"], "aSTSTOP"), (["STOP"], "aSTO"), (["aab"], "aaaab!"),
    (["\n\n"], "a\n\n\nb"), (["abcd", "bc"], "xabcde"), (["bc", "abc"], "xabcde"),
    (["abab", "baba"], "cabaabab"), (["é"], "aèébc"), (["日本"], "x日日本語"), (["🙂🙃"], "🙂🙂🙃"),
    (["", "b"], "abc"), ([], "abc"), ([""], "abc"), (["a", "a"], "bab"), (["abc"], "abc"),
  ])
  func findsTheSameHoweverTheTextIsCut(stops: [String], text: String) {
    let expected = reference(stops, text)
    for pieces in allCuts(of: text) {
      let actual = run(stops, pieces)
      #expect(actual.text == expected.text && actual.found == expected.found, "\(pieces)")
    }
  }

  @Test(arguments: 0..<200)
  func agreesWithTheDefinition(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let letters = ["a", "b", "é", "\u{301}"]
    func word(_ length: ClosedRange<Int>) -> String {
      (0..<Int.random(in: length, using: &random))
        .map { _ in letters.randomElement(using: &random) ?? "a" }.joined()
    }
    let stops = (0..<Int.random(in: 0...4, using: &random)).map { _ in word(0...5) }
    let pieces = (0..<20).map { _ in word(0...3) }
    let expected = reference(stops, pieces.joined())
    let actual = run(stops, pieces)
    #expect(actual.text.utf8.elementsEqual(expected.text.utf8))
    #expect(actual.found == expected.found)
  }

  @Test func holdsBackOnlyWhatMayBeABeginning() {
    var matcher = StopMatcher(["</end>", "<|"])
    #expect(matcher.append("a < b") == "a < b")
    #expect(matcher.append("c<") == "c")
    #expect(matcher.append("/") == "")
    #expect(matcher.append("en") == "")
    #expect(matcher.append("!<") == "</en!")
    #expect(matcher.append("<") == "<")
    #expect(matcher.append("|d") == "")
    #expect(matcher.found == "<|")
  }

  @Test func givesOutWhatWasHeldBackAtTheEnd() {
    var matcher = StopMatcher(["STOP"])
    #expect(matcher.append("xSTO") == "x")
    #expect(matcher.finish() == "STO")
    #expect(matcher.finish() == "")
    #expect(matcher.append("P") == "P")
    #expect(matcher.found == nil)
  }

  @Test func dropsAllBehindAStopString() {
    var matcher = StopMatcher(["b"])
    #expect(matcher.append("abc") == "a")
    #expect(matcher.append("d") == "")
    #expect(matcher.finish() == "")
    #expect(matcher.found == "b")
  }

  /// A letter with an accent as one scalar is not the same bytes as the letter and the accent.
  @Test func comparesBytes() {
    #expect(run(["e\u{301}"], ["caf\u{e9}"]).found == nil)
    #expect(run(["e"], ["cafe\u{301}"]).text == "caf")
    #expect(run(["\n"], ["a\r\nb"]).text == "a\r")
  }

  @Test func keepsCharactersWhole() {
    var matcher = StopMatcher(["é!"])
    #expect(matcher.append("aé") == "a")
    #expect(matcher.append("è") == "éè")
  }

  /// Text that goes on matching a long stop string must not be moved about at every byte.
  @Test(.timeLimit(.minutes(1)))
  func isLinearInText() {
    let length = 200_000
    var matcher = StopMatcher([String(repeating: "a", count: length) + "b"])
    var count = 0
    for _ in 0..<2 * length { count += matcher.append("a").utf8.count }
    #expect(count == length)
    #expect(matcher.append("b") == "")
    #expect(matcher.found?.utf8.count == length + 1)
  }
}
