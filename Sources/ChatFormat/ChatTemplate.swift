import Jinja
package import OrderedJSON

/// A model's own template, which turns a conversation into its prompt.
package struct ChatTemplate: Sendable {
  private let template: Template
  private let bosToken: String
  private let eosToken: String

  /// Parses a template.
  ///
  /// - Parameters:
  ///   - source: the value of `tokenizer.chat_template`; nil where the model has none.
  ///   - bosToken: what the template writes for `bos_token`, such as "<s>"; may be empty.
  ///   - eosToken: what it writes for `eos_token`.
  /// - Throws: `missingTemplate`, or `template` with the place of the fault. There is no default:
  ///   a model asked in another model's format answers badly without a word of why.
  package init(source: String?, bosToken: String, eosToken: String) throws(ChatFormatError) {
    guard let source else { throw .missingTemplate }
    do throws(JinjaError) {
      template = try Template(source)
    } catch {
      throw .template(error)
    }
    self.bosToken = bosToken
    self.eosToken = eosToken
  }

  /// Renders a conversation.
  ///
  /// The contents of messages and every string of the tools are marked as input. The template may
  /// write the token that begins a text itself, so the prompt is to be tokenized as it is.
  ///
  /// - Parameters:
  ///   - addGenerationPrompt: ends with the opening of the assistant's turn.
  ///   - tools: what the model can call, in the form that templates expect, or nil.
  ///   - variables: more of the template's variables, such as `enable_thinking`.
  ///   - now: the time that `strftime_now` tells.
  /// - Throws: `template` where the template refuses or mishandles the conversation.
  package func render(
    _ messages: [ChatMessage], addGenerationPrompt: Bool = true, tools: JSONValue? = nil,
    variables: JSONObject = JSONObject(), now: PromptTime
  ) throws(ChatFormatError) -> Prompt {
    var context: [(name: String, value: Value)] = [
      ("messages", .array(messages.map(Self.value))),
      ("tools", tools.map { Value($0, isInput: true) } ?? .none),
      ("documents", .none),
      ("add_generation_prompt", .boolean(addGenerationPrompt)),
      ("bos_token", .string(bosToken)),
      ("eos_token", .string(eosToken)),
    ]
    for (name, value) in variables.members { context.append((name, Value(value))) }
    return try Self.render(template, context, now)
  }

  private static func value(of message: ChatMessage) -> Value {
    .mapping([
      ("role", .string(message.role)),
      ("content", .string(message.content, isInput: true)),
    ])
  }

  private static func render(
    _ template: Template, _ context: [(name: String, value: Value)], _ now: PromptTime
  ) throws(ChatFormatError) -> Prompt {
    do throws(JinjaError) {
      let rendering = try template.render(context, now: now.civil)
      let runs = rendering.runs.map { Prompt.Run(text: $0.text, isInput: $0.isInput) }
      return Prompt(runs: runs, text: rendering.text)
    } catch {
      throw .template(error)
    }
  }
}

// MARK: - Any context

extension ChatTemplate {
  /// Renders a template with the variables of a JSON object, as someone who debugs it wants to.
  ///
  /// - Parameters:
  ///   - source: the template.
  ///   - context: JSON text: an object whose keys are the template's variables. In `messages`
  ///     everything but the roles is marked as input, and so is all of `tools`.
  /// - Throws: `template`, `context` or `contextIsNoObject`.
  package static func render(
    source: String, context: String, now: PromptTime
  ) throws(ChatFormatError) -> Prompt {
    let chat = try ChatTemplate(source: source, bosToken: "", eosToken: "")
    return try render(chat.template, values(of: try object(context)), now)
  }

  private static func object(_ text: String) throws(ChatFormatError) -> JSONObject {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONParser.parse(text)
    } catch {
      throw .context(error)
    }
    guard let object = value.object else { throw .contextIsNoObject }
    return object
  }

  private static func values(of context: JSONObject) -> [(name: String, value: Value)] {
    context.members.map { name, value in
      switch (name, value) {
      case ("messages", .array(let messages)): (name, .array(messages.map(inputValue)))
      case ("tools", _): (name, Value(value, isInput: true))
      default: (name, Value(value))
      }
    }
  }

  /// A message of which everything but its role came from the input.
  private static func inputValue(of message: JSONValue) -> Value {
    guard let object = message.object else { return Value(message, isInput: true) }
    return .mapping(
      object.members.map { key, value in (key, Value(value, isInput: key != "role")) })
  }
}
