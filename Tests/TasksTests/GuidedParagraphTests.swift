import Prompting
import Tasks
import Testing
import TextModel

struct GuidedParagraphTests {
  /// What is printed for pieces of one sentence.
  private func say(
    _ paragraph: inout GuidedParagraph, _ lead: String, _ pieces: [String],
    _ reason: GuidedParagraph.End = .stopString
  ) -> String? {
    guard paragraph.begin(ChangeLead(lead)) else { return nil }
    return pieces.map { paragraph.piece($0) }.joined() + paragraph.end(reason)
  }

  @Test func sentencesAreJoinedAndEnded() {
    var paragraph = GuidedParagraph()
    #expect(say(&paragraph, "Now it", [" runs", " on"]) == "Now it runs on.")
    #expect(say(&paragraph, "Before, it", [" stopped."]) == " Before, it stopped.")
    #expect(paragraph.text == "Now it runs on. Before, it stopped.")
  }

  @Test func aLeadWithoutAnEndIsLeftOut() {
    var paragraph = GuidedParagraph()
    #expect(say(&paragraph, "Now it", [" ", "\n"]) == "")
    #expect(say(&paragraph, "Then it", [" ends"]) == "Then it ends.")
  }

  @Test func marksNeedNoBlankAndWordsNeedOne() {
    var paragraph = GuidedParagraph()
    #expect(say(&paragraph, "Now `it`", [", so", " what"]) == "Now `it`, so what.")
    #expect(say(&paragraph, "Then it", ["ends"]) == " Then it ends.")
  }

  @Test func aCutSentenceSaysSo() {
    var paragraph = GuidedParagraph()
    #expect(say(&paragraph, "Now it", [" goes on and"], .tokenLimit) == "Now it goes on and …")
  }

  @Test func oneMoreSentenceOnlyWhereTheModelHasOne() {
    var paragraph = GuidedParagraph()
    _ = say(&paragraph, "Now it", [" runs."])
    #expect(say(&paragraph, "", [" Fast."]) == " Fast.")
    _ = say(&paragraph, "Then it", [" ends."], .endOfTurn)
    #expect(say(&paragraph, "", [" Again."]) == nil)
  }
}
