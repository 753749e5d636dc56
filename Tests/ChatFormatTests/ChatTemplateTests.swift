import ChatFormat
import Testing

@Suite struct ChatTemplateTests {
  @Test func missing() {
    #expect(throws: ChatFormatError.missingTemplate) {
      try ChatTemplate(source: nil, bosToken: "", eosToken: "")
    }
  }
}
