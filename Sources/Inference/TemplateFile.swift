import ChatFormat

/// A chat template on its own, as someone who debugs it sees it.
package enum TemplateFile {
  /// Renders a template with the variables of a JSON object.
  ///
  /// - Throws: `ChatFormatError`.
  package static func render(_ template: String, context: String) throws -> String {
    try ChatTemplate.render(source: template, context: context, now: .now()).text
  }
}
