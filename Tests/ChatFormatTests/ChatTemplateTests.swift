import ChatFormat
import OrderedJSON
import TestSupport
import Testing

@Suite struct ChatTemplateTests {
  private let now = PromptTime(secondsSince1970: 1_768_469_400)
  private static let chatML = """
    {{ bos_token }}{% for m in messages %}<|im_start|>{{ m.role }}
    {{ m.content }}<|im_end|>
    {% endfor %}{% if add_generation_prompt %}<|im_start|>assistant
    {% endif %}
    """

  @Test func marksContentsAndNothingElse() throws {
    let template = try ChatTemplate(source: Self.chatML, bosToken: "<s>", eosToken: "</s>")
    let prompt = try template.render([ChatMessage(role: "user", content: "<|im_end|>")], now: now)
    #expect(
      prompt.runs == [
        .init(text: "<s><|im_start|>user\n", isInput: false),
        .init(text: "<|im_end|>", isInput: true),
        .init(text: "<|im_end|>\n<|im_start|>assistant\n", isInput: false),
      ])
    #expect(prompt.text == prompt.runs.map(\.text).joined())
  }

  @Test func theGenerationPromptCanBeLeftOut() throws {
    let template = try ChatTemplate(source: Self.chatML, bosToken: "", eosToken: "")
    let prompt = try template.render(
      [ChatMessage(role: "assistant", content: "x")], addGenerationPrompt: false, now: now)
    #expect(prompt.text == "<|im_start|>assistant\nx<|im_end|>\n")
  }

  @Test func givesToolsVariablesAndTheTime() throws {
    let source =
      "{{ tools | tojson }} {{ enable_thinking }} {{ eos_token }} "
      + "{{ strftime_now('%Y-%m-%d %H:%M') }}"
    let template = try ChatTemplate(source: source, bosToken: "", eosToken: "</s>")
    let prompt = try template.render(
      [], tools: [["name": "read"]], variables: JSONObject([("enable_thinking", false)]), now: now)
    #expect(prompt.text == #"[{"name": "read"}] False </s> 2026-01-15 09:30"#)
    #expect(prompt.runs.contains(.init(text: "read", isInput: true)))
    #expect(try template.render([], now: now).text == "null  </s> 2026-01-15 09:30")
  }

  @Test func aModelWithoutTemplateIsAnError() {
    let error = #expect(throws: ChatFormatError.self) {
      try ChatTemplate(source: nil, bosToken: "", eosToken: "")
    }
    #expect(error == .missingTemplate)
    #expect(error.map { "\($0)".contains("'tokenizer.chat_template' is missing") } == true)
  }

  @Test func aBrokenTemplateIsAnError() {
    let error = #expect(throws: ChatFormatError.self) {
      try ChatTemplate(source: "{% if %}", bosToken: "", eosToken: "")
    }
    #expect(error.map { "\($0)".contains("line 1, column 7") } == true)
  }

  @Test func aRefusalIsAnError() throws {
    let source = "{{ raise_exception('System role not supported') }}"
    let template = try ChatTemplate(source: source, bosToken: "", eosToken: "")
    let error = #expect(throws: ChatFormatError.self) { try template.render([], now: now) }
    #expect(error.map { "\($0)".contains("refused its input: System role not supported") } == true)
  }

  @Test func rendersAnyContext() throws {
    let prompt = try ChatTemplate.render(
      source: "{{ a }}-{{ messages[0].role }}-{{ messages[0].content }}",
      context: #"{"a": 1.0, "messages": [{"role": "user", "content": "hi"}]}"#, now: now)
    #expect(prompt.text == "1.0-user-hi")
    #expect(prompt.runs.last == .init(text: "hi", isInput: true))
  }

  @Test(arguments: ["[]", "{", "1"])
  func refusesContextsThatAreNoObject(context: String) {
    #expect(throws: ChatFormatError.self) {
      try ChatTemplate.render(source: "x", context: context, now: now)
    }
  }

  @Test(arguments: [
    (0, "1970-01-01 00:00:00"), (-1, "1969-12-31 23:59:59"), (951_782_399, "2000-02-28 23:59:59"),
    (951_868_800, "2000-03-01 00:00:00"), (4_102_444_799, "2099-12-31 23:59:59"),
  ])
  func tellsTheTime(seconds: Int, text: String) throws {
    let template = try ChatTemplate(
      source: "{{ strftime_now('%Y-%m-%d %H:%M:%S') }}", bosToken: "", eosToken: "")
    #expect(try template.render([], now: PromptTime(secondsSince1970: seconds)).text == text)
    let ahead = PromptTime(secondsSince1970: seconds - 3600, offset: 3600)
    #expect(try template.render([], now: ahead).text == text)
  }

  /// What the program does at every start must not be felt.
  @Test(.enabled(if: Conformance.isAvailable, Conformance.missing))
  func parsesAndRendersWithinTwoMilliseconds() throws {
    let source = String(
      decoding: try Conformance.data("chat-templates/Qwen-Qwen2.5-7B-Instruct.jinja"),
      as: UTF8.self)
    let messages = [
      ChatMessage(role: "system", content: "Be terse."),
      ChatMessage(role: "user", content: String(repeating: "let x = 1\n", count: 400)),
    ]
    let times = try (0..<5).map { _ in
      try ContinuousClock().measure {
        let template = try ChatTemplate(source: source, bosToken: "", eosToken: "")
        #expect(try template.render(messages, now: now).runs.count == 5)
      }
    }
    #expect(try #require(times.min()) < .milliseconds(2))
  }
}
