import ChatFormat
import OrderedJSON

/// A chat template on its own, as someone who debugs it sees it.
package enum TemplateFile {
  /// Renders a template with the variables of a JSON object.
  ///
  /// - Parameter now: the time that the template tells, such as "2026-01-15T09:30:00"; nil takes
  ///   the text `now` of the context, where it is a time, and else the clock.
  /// - Throws: `ChatFormatError`, or `RuntimeError.noTime` for a `now` that is none.
  package static func render(
    _ template: String, context: String, now: String? = nil
  ) throws -> String {
    let time = try now.map(Self.time) ?? Self.time(in: context) ?? .now()
    return try ChatTemplate.render(source: template, context: context, now: time).text
  }

  private static func time(_ text: String) throws -> PromptTime {
    guard let time = PromptTime(text) else { throw RuntimeError.noTime(text) }
    return time
  }

  /// The time that a context pins; text that is no JSON is told of when it is rendered.
  private static func time(in context: String) -> PromptTime? {
    guard case .string(let text)? = try? JSONParser.parse(context).object?["now"] else {
      return nil
    }
    return PromptTime(text)
  }
}
