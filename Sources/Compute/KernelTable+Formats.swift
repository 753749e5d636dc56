package import BlockFormats
package import KernelTable

extension KernelTable {
  /// What the integer path does with weights of a format.
  package struct IntegerRoute {
    package let dot: DotRows
    package let quantize: QuantizeActivations
    /// The bytes that `count` quantized activations take.
    package let activationBytes: (_ count: Int) -> Int
    /// Whether activations have one scale per 256 values, rather than per 32.
    package let isWide: Bool
  }

  /// The integer kernels for a format, or nil where there are none.
  package func integerRoute(for type: WeightType) -> IntegerRoute? {
    switch type {
    case .q4_0: narrowRoute(integer.dotQ4_0)
    case .q5_0: narrowRoute(integer.dotQ5_0)
    case .q8_0: narrowRoute(integer.dotQ8_0)
    case .q4_K: wideRoute(integer.dotQ4_K)
    case .q6_K: wideRoute(integer.dotQ6_K)
    case .f32, .f16, .bf16, .q4_1, .q5_1, .q2_K, .q3_K, .q5_K, .iq4_NL, .iq4_XS, .mxfp4: nil
    }
  }

  private func narrowRoute(_ dot: DotRows) -> IntegerRoute {
    let size = integer.bytesPer32
    return IntegerRoute(
      dot: dot, quantize: integer.quantize32, activationBytes: { $0 / 32 * size }, isWide: false)
  }

  private func wideRoute(_ dot: DotRows) -> IntegerRoute {
    let size = integer.bytesPer256
    return IntegerRoute(
      dot: dot, quantize: integer.quantize256, activationBytes: { $0 / 256 * size }, isWide: true)
  }

  /// Turns stored weights into float32.
  package func decode(
    _ type: WeightType, _ source: UnsafeRawPointer, count: Int,
    into destination: UnsafeMutablePointer<Float>
  ) {
    switch type {
    case .q4_0: decode.q4_0(source, count, destination)
    case .q5_0: decode.q5_0(source, count, destination)
    case .q8_0: decode.q8_0(source, count, destination)
    case .q4_K: decode.q4_K(source, count, destination)
    case .q6_K: decode.q6_K(source, count, destination)
    case .f16: decode.f16(source, count, destination)
    case .f32, .bf16, .q4_1, .q5_1, .q2_K, .q3_K, .q5_K, .iq4_NL, .iq4_XS, .mxfp4:
      type.decode(source, count: count, into: destination)
    }
  }
}
