package import BlockFormats
package import KernelTable

extension KernelTable {
  /// What the integer path does with weights of a format.
  package struct IntegerRoute {
    package let dot: DotRows
    package let quantize: QuantizeActivations
    /// Whether activations have one scale per 256 values, rather than per 32.
    package let isWide: Bool
    /// The bytes of a record of 256 or 128 activations.
    let recordBytes: Int

    /// The bytes that `count` quantized activations take.
    package func activationBytes(_ count: Int) -> Int {
      isWide ? count / 256 * recordBytes : (count + 127) / 128 * recordBytes
    }
  }

  /// The integer kernels for a format, or nil where there are none.
  package func integerRoute(for type: WeightType) -> IntegerRoute? {
    let dot = integer.dot
    return switch type {
    case .q4_0: narrowRoute(dot.q4_0)
    case .q4_1: narrowRoute(dot.q4_1)
    case .q5_0: narrowRoute(dot.q5_0)
    case .q5_1: narrowRoute(dot.q5_1)
    case .q8_0: narrowRoute(dot.q8_0)
    case .iq4_NL: narrowRoute(dot.iq4_NL)
    case .mxfp4: narrowRoute(dot.mxfp4)
    case .q2_K: wideRoute(dot.q2_K)
    case .q3_K: wideRoute(dot.q3_K)
    case .q4_K: wideRoute(dot.q4_K)
    case .q5_K: wideRoute(dot.q5_K)
    case .q6_K: wideRoute(dot.q6_K)
    case .iq4_XS: wideRoute(dot.iq4_XS)
    case .f32, .f16, .bf16: nil
    }
  }

  private func narrowRoute(_ dot: DotRows) -> IntegerRoute {
    IntegerRoute(
      dot: dot, quantize: integer.quantize32, isWide: false, recordBytes: integer.bytesPer128)
  }

  private func wideRoute(_ dot: DotRows) -> IntegerRoute {
    IntegerRoute(
      dot: dot, quantize: integer.quantize256, isWide: true, recordBytes: integer.bytesPer256)
  }

  /// Turns stored weights into float32.
  package func decode(
    _ type: WeightType, _ source: UnsafeRawPointer, count: Int,
    into destination: UnsafeMutablePointer<Float>
  ) {
    switch type {
    case .q4_0: decode.q4_0(source, count, destination)
    case .q4_1: decode.q4_1(source, count, destination)
    case .q5_0: decode.q5_0(source, count, destination)
    case .q5_1: decode.q5_1(source, count, destination)
    case .q8_0: decode.q8_0(source, count, destination)
    case .iq4_NL: decode.iq4_NL(source, count, destination)
    case .q4_K: decode.q4_K(source, count, destination)
    case .q5_K: decode.q5_K(source, count, destination)
    case .q6_K: decode.q6_K(source, count, destination)
    case .f16: decode.f16(source, count, destination)
    case .f32, .bf16, .q2_K, .q3_K, .iq4_XS, .mxfp4:
      type.decode(source, count: count, into: destination)
    }
  }
}
