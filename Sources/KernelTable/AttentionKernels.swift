/// Attention of the query heads that share one key-value head, for one query token.
///
/// `output[h] = Σₚ softmaxₚ(scale · query[h] · key[p]) · value[p]`, p over `positions`.
///
/// - `queries`: `heads` rows of `headSize` floats, one after another; `output` likewise.
/// - `keys`, `values`: `positions` rows of `headSize` values, one after another.
/// - `scores`: scratch for `heads * positions` floats.
package struct AttentionKernels: Sendable {
  package typealias OverHalves =
    @convention(c) (
      _ queries: UnsafePointer<Float>, _ heads: Int, _ headSize: Int,
      _ keys: UnsafePointer<UInt16>, _ values: UnsafePointer<UInt16>, _ positions: Int,
      _ scale: Float, _ scores: UnsafeMutablePointer<Float>, _ output: UnsafeMutablePointer<Float>
    ) -> Void
  package typealias OverFloats =
    @convention(c) (
      _ queries: UnsafePointer<Float>, _ heads: Int, _ headSize: Int,
      _ keys: UnsafePointer<Float>, _ values: UnsafePointer<Float>, _ positions: Int,
      _ scale: Float, _ scores: UnsafeMutablePointer<Float>, _ output: UnsafeMutablePointer<Float>
    ) -> Void

  /// Keys and values in half precision.
  package let overHalves: OverHalves
  /// Keys and values in float32, for the accuracy reference.
  package let overFloats: OverFloats

  package init(overHalves: OverHalves, overFloats: OverFloats) {
    self.overHalves = overHalves
    self.overFloats = overFloats
  }
}
