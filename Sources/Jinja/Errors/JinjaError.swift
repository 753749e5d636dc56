/// Why a template could not be parsed or rendered, and where in the template.
package struct JinjaError: Error, Equatable, Sendable {
  package enum Kind: String, Sendable {
    /// The template is not well formed, or names a filter or test that does not exist.
    case syntax
    /// Something undefined was used where a value must be.
    case undefined
    /// A value has the wrong type for what is done with it.
    case type
    /// A value has the right type and cannot be used all the same.
    case value
    /// The sandbox forbids it.
    case security
    /// The template called `raise_exception`.
    case raised
    /// The template took too many steps, nested too deep or wrote too much.
    case limit
  }

  package let kind: Kind
  package let message: String
  /// From 1.
  package let line: Int
  /// In characters, from 1.
  package let column: Int
  /// The line of the template and a caret below the place.
  package let excerpt: String
}

extension JinjaError: CustomStringConvertible {
  package var description: String {
    "\(prefix): \(message) (line \(line), column \(column) of the template)\n\(excerpt)"
  }

  private var prefix: String {
    switch kind {
    case .syntax: "template syntax error"
    case .undefined: "undefined in template"
    case .type: "type error in template"
    case .value: "value error in template"
    case .security: "not allowed in template"
    case .raised: "the template refused its input"
    case .limit: "template exceeds a limit"
    }
  }
}

/// A fault without its place; whoever knows the source makes a `JinjaError` of it.
struct Failure: Error {
  let kind: JinjaError.Kind
  let message: String
  /// The byte of the source; nil where only the evaluator knows.
  var offset: Int?

  init(_ kind: JinjaError.Kind, _ message: String, at offset: Int? = nil) {
    self.kind = kind
    self.message = message
    self.offset = offset
  }
}
