package import OrderedJSON

/// A parsed chat template, as Jinja2 reads it with `trim_blocks`, `lstrip_blocks`, loop controls
/// and an immutable sandbox.
package struct Template: Sendable {
  /// The source with line breaks as "\n".
  let source: [UInt8]
  let root: Block
  /// The names the template uses, by their numbers.
  let names: [String]

  /// Parses a template.
  ///
  /// - Throws: `JinjaError` with the place where the source is not well formed.
  package init(_ source: String) throws(JinjaError) {
    self.source = Lexer.normalized(source)
    do throws(Failure) {
      var parser = Parser(tokens: try Lexer.tokens(of: self.source))
      root = try parser.parse()
      names = parser.names
    } catch {
      throw error.error(in: self.source)
    }
  }

  /// Renders the template.
  ///
  /// - Parameters:
  ///   - variables: what the template can read; later values of a name that comes twice count.
  ///   - now: the time that `strftime_now` tells.
  /// - Throws: `JinjaError` with the place in the template that failed.
  package func render(
    _ variables: [(name: String, value: Value)], now: CivilTime, limits: Limits = Limits()
  ) throws(JinjaError) -> Rendering {
    try render(.mapping(variables), now: now, limits: limits)
  }

  /// Renders the template with the members of a JSON object as its variables.
  package func render(
    _ context: JSONObject, now: CivilTime, limits: Limits = Limits()
  ) throws(JinjaError) -> Rendering {
    try render(Value(.object(context)), now: now, limits: limits)
  }

  private func render(
    _ context: Value, now: CivilTime, limits: Limits
  ) throws(JinjaError) -> Rendering {
    let mapping =
      if case .mapping(let mapping) = context { mapping } else { Mapping(distinct: [], []) }
    let renderer = Renderer(self, context: mapping, now: now, limits: limits)
    do throws(Failure) {
      return Rendering(try renderer.run())
    } catch {
      throw error.error(in: source, defaultOffset: renderer.offset)
    }
  }
}

/// What a template wrote.
package struct Rendering: Equatable, Sendable {
  /// The text in pieces of one origin each.
  package let runs: [RenderedRun]
  package let text: String

  init(_ text: Text) {
    runs = text.runs
    self.text = text.string
  }
}
