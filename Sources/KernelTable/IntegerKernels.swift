/// Quantizes `count` activations, a multiple of the block; see `bytesPer32` and `bytesPer256`.
package typealias QuantizeActivations =
  @convention(c) (
    _ input: UnsafePointer<Float>, _ count: Int, _ output: UnsafeMutableRawPointer
  ) -> Void

/// Multiplies rows of quantized weights with columns of quantized activations.
///
/// `output[column * outputStride + row]` becomes the dot product of row and column. Each column's
/// result is the same for any number of columns.
///
/// - `weights`: the first row; rows follow each other without gaps, `count` values each.
/// - `activations`: the first column; `activationStride` bytes lie between columns.
package typealias DotRows =
  @convention(c) (
    _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int,
    _ activations: UnsafeRawPointer, _ columns: Int, _ activationStride: Int,
    _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
  ) -> Void

/// The integer path: activations as int8, weights as the file holds them.
package struct IntegerKernels: Sendable {
  /// Scales per 32 values, for the formats with blocks of 32.
  package let quantize32: QuantizeActivations
  package let bytesPer32: Int
  /// One scale per 256 values, for the formats with blocks of 256.
  package let quantize256: QuantizeActivations
  package let bytesPer256: Int

  package let dotQ4_0: DotRows
  package let dotQ5_0: DotRows
  package let dotQ8_0: DotRows
  package let dotQ4_K: DotRows
  package let dotQ6_K: DotRows

  package init(
    quantize32: QuantizeActivations, bytesPer32: Int,
    quantize256: QuantizeActivations, bytesPer256: Int,
    dotQ4_0: DotRows, dotQ5_0: DotRows, dotQ8_0: DotRows, dotQ4_K: DotRows, dotQ6_K: DotRows
  ) {
    self.quantize32 = quantize32
    self.bytesPer32 = bytesPer32
    self.quantize256 = quantize256
    self.bytesPer256 = bytesPer256
    self.dotQ4_0 = dotQ4_0
    self.dotQ5_0 = dotQ5_0
    self.dotQ8_0 = dotQ8_0
    self.dotQ4_K = dotQ4_K
    self.dotQ6_K = dotQ6_K
  }
}
