/// How much a template may do before it is stopped.
package struct Limits: Sendable {
  /// Evaluations, loop turns and items touched; some millions take a second.
  package var steps: Int
  /// Bytes of text made, those thrown away again included.
  package var textBytes: Int
  /// How deep evaluation may nest, macros that call each other included; a level takes up to two
  /// kilobytes of the stack.
  package var depth: Int

  package init(steps: Int = 5_000_000, textBytes: Int = 128 << 20, depth: Int = 300) {
    self.steps = steps
    self.textBytes = textBytes
    self.depth = depth
  }

  /// How deep lists and mappings may nest: a little more than JSON is allowed to.
  static let valueDepth = 600
  /// The longest `range`.
  static let rangeLength = 100_000
}
