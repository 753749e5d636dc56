/// A part of a file that has a name and stands for itself: a function, a method, a type.
package struct CodeUnit: Sendable, Equatable {
  package enum Kind: String, Sendable {
    case function, method, initializer, property, type, `extension`, namespace, macro
  }

  package var kind: Kind
  /// The name alone: `evict`.
  package var name: String
  /// The names of the units around it, with dots between: `Cache`; empty at the top.
  package var container: String
  /// From 1; with the attributes, decorators and comments directly above.
  package var lines: ClosedRange<Int>
  /// The line that the name stands in.
  package var nameLine: Int
  /// The bytes of the declaration without comments and body.
  package var signature: Range<Int>
  /// The place of the unit around it in the list of units; nil at the top.
  package var parent: Int?

  /// Whether its declaration says that other files cannot use it.
  package var isPrivate = false

  /// The name with those around it: `Cache.evict`.
  package var qualifiedName: String { container.isEmpty ? name : container + "." + name }

  /// The lines from the name on.
  package var linesWithoutComment: ClosedRange<Int> {
    min(nameLine, lines.upperBound)...lines.upperBound
  }

  /// Whether other units stand in it.
  package var isContainer: Bool { kind == .type || kind == .extension || kind == .namespace }
}
