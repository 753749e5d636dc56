/// Where a text stands in its constraint: all ways in which it may go on.
///
/// States are values and only mean something to the automaton that made them.
package struct ConstraintState: Hashable, Sendable {
  /// One way to go on: a leaf that has more bytes, or may have just ended.
  struct Thread: Hashable, Sendable {
    /// The step of the leaf.
    var step: Int32
    /// The innermost frame around it, or -1.
    var frame: Int32
    var state: LeafState
  }

  /// Without repetition, in a fixed order.
  var threads: [Thread]

  /// Whether the text may end here.
  package internal(set) var canEnd: Bool

  /// Whether nothing can follow.
  package var isComplete: Bool { threads.isEmpty }
}
