/// `output[i] = input[i] / sqrt(mean(input²) + epsilon) * weight[i]`.
package typealias RMSNorm =
  @convention(c) (
    _ input: UnsafePointer<Float>, _ weight: UnsafePointer<Float>, _ count: Int, _ epsilon: Float,
    _ output: UnsafeMutablePointer<Float>
  ) -> Void

/// Rotates one head in place: pair j turns by the angle whose cosine and sine are given.
///
/// `cosines` and `sines` have `pairs` values; the head has at least `2 * pairs`.
package typealias RotateHead =
  @convention(c) (
    _ head: UnsafeMutablePointer<Float>, _ pairs: Int,
    _ cosines: UnsafePointer<Float>, _ sines: UnsafePointer<Float>
  ) -> Void

/// An operation on two rows of `count` values; the result replaces the first.
package typealias CombineRows =
  @convention(c) (
    _ target: UnsafeMutablePointer<Float>, _ other: UnsafePointer<Float>, _ count: Int
  ) -> Void

/// Multiplies float rows with float columns.
///
/// `output[column * outputStride + row]` becomes their dot product. `weights` are `rows` rows of
/// `count` floats; `inputStride` floats lie between columns.
package typealias MultiplyFloats =
  @convention(c) (
    _ weights: UnsafePointer<Float>, _ rows: Int, _ count: Int,
    _ inputs: UnsafePointer<Float>, _ columns: Int, _ inputStride: Int,
    _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
  ) -> Void

/// The largest of the floats in some bytes, whose count is a multiple of 256.
package typealias LargestFloat =
  @convention(c) (_ bytes: UnsafeRawPointer, _ byteCount: Int) -> Float

/// Asks the caches for bytes that are needed soon, and does not wait for them.
///
/// Returns the byte at `earlier`, one that was asked for before and so is there by now: reading it
/// maps its page where asking did not.
package typealias PrefetchBytes =
  @convention(c) (
    _ address: UnsafeRawPointer, _ count: Int, _ earlier: UnsafeRawPointer
  ) -> UInt8

/// Loops over the values of a float row.
package struct RowKernels: Sendable {
  package let rmsNorm: RMSNorm
  /// Pairs are (j, j + pairs), as in GPT-NeoX.
  package let rotateHalves: RotateHead
  /// Pairs are (2j, 2j + 1), as in the original LLaMA.
  package let rotateAdjacent: RotateHead
  /// `target += other`.
  package let add: CombineRows
  /// `target = silu(target) * other`, the gate of SwiGLU.
  package let gateSiLU: CombineRows
  /// The float32 product, where OpenBLAS is not to be had.
  package let multiplyFloats: MultiplyFloats
  /// Reads memory as fast as it can be read, which is what it is for.
  package let largest: LargestFloat
  package let prefetch: PrefetchBytes

  package init(
    rmsNorm: RMSNorm, rotateHalves: RotateHead, rotateAdjacent: RotateHead, add: CombineRows,
    gateSiLU: CombineRows, multiplyFloats: MultiplyFloats, largest: LargestFloat,
    prefetch: PrefetchBytes
  ) {
    self.rmsNorm = rmsNorm
    self.rotateHalves = rotateHalves
    self.rotateAdjacent = rotateAdjacent
    self.add = add
    self.gateSiLU = gateSiLU
    self.multiplyFloats = multiplyFloats
    self.largest = largest
    self.prefetch = prefetch
  }
}
