/// Quantizes `count` activations, a multiple of 32 or 256; see `bytesPer128` and `bytesPer256`.
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
  /// The dot kernel of each format.
  package struct Dots: Sendable {
    // Formats with blocks of 32.
    package let q4_0, q4_1, q5_0, q5_1, q8_0, iq4_NL, mxfp4: DotRows
    // Formats with blocks of 256.
    package let q2_K, q3_K, q4_K, q5_K, q6_K, iq4_XS: DotRows

    package init(
      q4_0: DotRows, q4_1: DotRows, q5_0: DotRows, q5_1: DotRows, q8_0: DotRows, iq4_NL: DotRows,
      mxfp4: DotRows, q2_K: DotRows, q3_K: DotRows, q4_K: DotRows, q5_K: DotRows, q6_K: DotRows,
      iq4_XS: DotRows
    ) {
      self.q4_0 = q4_0
      self.q4_1 = q4_1
      self.q5_0 = q5_0
      self.q5_1 = q5_1
      self.q8_0 = q8_0
      self.iq4_NL = iq4_NL
      self.mxfp4 = mxfp4
      self.q2_K = q2_K
      self.q3_K = q3_K
      self.q4_K = q4_K
      self.q5_K = q5_K
      self.q6_K = q6_K
      self.iq4_XS = iq4_XS
    }
  }

  /// Scales per 32 values, for the formats with blocks of 32.
  package let quantize32: QuantizeActivations
  /// The bytes that every 128 values take, and a last part of 128 as well.
  package let bytesPer128: Int
  /// One scale per 256 values, for the formats with blocks of 256.
  package let quantize256: QuantizeActivations
  package let bytesPer256: Int
  package let dot: Dots

  package init(
    quantize32: QuantizeActivations, bytesPer128: Int,
    quantize256: QuantizeActivations, bytesPer256: Int, dot: Dots
  ) {
    self.quantize32 = quantize32
    self.bytesPer128 = bytesPer128
    self.quantize256 = quantize256
    self.bytesPer256 = bytesPer256
    self.dot = dot
  }

  /// The bytes that `count` activations take with scales per 32 values.
  package func bytes32(_ count: Int) -> Int { (count + 127) / 128 * bytesPer128 }

  /// The bytes that `count` activations take with scales per 256 values.
  package func bytes256(_ count: Int) -> Int { count / 256 * bytesPer256 }
}
