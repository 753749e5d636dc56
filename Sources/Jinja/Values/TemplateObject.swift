/// A value with an identity and attributes of its own.
package protocol TemplateObject: AnyObject {
  /// Python's name of its type.
  var typeName: String { get }
  /// What it prints as.
  var display: String { get }
  var measure: Measure { get }
}

extension TemplateObject {
  package var display: String { "<\(typeName) object>" }
  package var measure: Measure { Measure() }
}

/// An object whose attributes are read with a dot.
protocol AttributeOwner: TemplateObject {
  /// The attribute, or nil where there is none.
  func attribute(_ name: String, _ renderer: Renderer) throws(Failure) -> Value?
}

/// An object that can be called.
protocol CallableObject: TemplateObject {
  func call(_ arguments: Arguments, _ renderer: Renderer) throws(Failure) -> Value
}

/// Made by `namespace()`: the one thing a template can change.
final class Namespace: TemplateObject {
  /// Names in order; a builder would not do, because values are replaced one by one.
  private(set) var names: [Text] = []
  private var values: [Text: Value] = [:]

  var typeName: String { "Namespace" }

  subscript(name: Text) -> Value? {
    get { values[name] }
    set {
      if values[name] == nil { names.append(name) }
      values[name] = newValue
    }
  }

  /// Breaks the cycles that values can form, once rendering is over.
  func clear() {
    values = [:]
  }
}
