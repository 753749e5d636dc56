/// Attention of some query rows over a run of positions of one key-value head.
///
/// For each row it computes, over the positions p of `start..<end` that the row may see,
/// m = max sₚ, l = Σ exp(sₚ − m) and the output Σ exp(sₚ − m) · value[p], with sₚ = query · key[p].
/// Whatever the number of rows, a row's result is the same.
///
/// - `queries`: `rows` rows of `width` floats, already multiplied with the scale of the softmax;
///   `width` is the head's size rounded up to a multiple of `AttentionKernels.widthStep`, and what
///   lies beyond the head's size is zero.
/// - `visible`: for each row how many positions, from the first of the context, it may see.
/// - `keys`, `values`: the head's first position, in the layout of the kernels' format; `start` is
///   a multiple of `AttentionKernels.positionsPerStep`, and whole steps can be read.
/// - `scores`: scratch for `rows * positionsPerStep` floats.
/// - `output`: `rows` rows of `width` floats.
/// - `state`: for each row m and l; a row that sees none of the positions gets -∞ and 0.
package typealias AttendPositions =
  @convention(c) (
    _ queries: UnsafePointer<Float>, _ visible: UnsafePointer<Int>, _ rows: Int, _ width: Int,
    _ keys: UnsafeRawPointer, _ values: UnsafeRawPointer, _ start: Int, _ end: Int,
    _ scores: UnsafeMutablePointer<Float>, _ output: UnsafeMutablePointer<Float>,
    _ state: UnsafeMutablePointer<Float>
  ) -> Void

/// Joins the results of two runs of positions; the second replaces nothing and the first grows.
package typealias MergeAttention =
  @convention(c) (
    _ output: UnsafeMutablePointer<Float>, _ state: UnsafeMutablePointer<Float>,
    _ otherOutput: UnsafePointer<Float>, _ otherState: UnsafePointer<Float>,
    _ rows: Int, _ width: Int
  ) -> Void

/// Attention over kept keys and values.
///
/// Keys stand in blocks of `positionsPerBlock` positions, transposed: a block holds, for each
/// value of the head, that value of all its positions. So the lanes of a register are positions,
/// and scores need no sums across lanes. Values stand position by position.
package struct AttentionKernels: Sendable {
  /// Keys and values in half precision.
  package let overHalves: AttendPositions
  /// Keys and values in float32, for the accuracy reference.
  package let overFloats: AttendPositions
  /// Keys and values as bytes with a half-precision scale for each 32.
  ///
  /// A block of keys holds, for each 32 values of the head, 16 scales and then 32 rows of 16 bytes;
  /// a value row holds, for each 32 values, the scale and then 32 bytes.
  package let overBytes: AttendPositions
  package let merge: MergeAttention
  /// Nil where 16-bit products are no faster than those of float32.
  package let integers: IntegerAttention?

  /// Positions in a block of keys.
  package static let positionsPerBlock = 16
  /// Positions that a kernel takes at a time.
  package static let positionsPerStep = 64
  /// Head sizes are padded to a multiple of this.
  package static let widthStep = 32

  package init(
    overHalves: AttendPositions, overFloats: AttendPositions, overBytes: AttendPositions,
    merge: MergeAttention, integers: IntegerAttention? = nil
  ) {
    self.overHalves = overHalves
    self.overFloats = overFloats
    self.overBytes = overBytes
    self.merge = merge
    self.integers = integers
  }
}
