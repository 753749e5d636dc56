/// Turns `count` stored weights, a whole number of blocks, into float32.
package typealias DecodeBlocks =
  @convention(c) (
    _ blocks: UnsafeRawPointer, _ count: Int, _ output: UnsafeMutablePointer<Float>
  ) -> Void

/// Fast decoders of the common weight formats; the others use the scalar truth of `BlockFormats`.
package struct DecodeKernels: Sendable {
  package let q4_0, q4_1, q5_0, q5_1, q8_0, iq4_NL: DecodeBlocks
  package let q4_K, q5_K, q6_K: DecodeBlocks
  package let f16: DecodeBlocks

  package init(
    q4_0: DecodeBlocks, q4_1: DecodeBlocks, q5_0: DecodeBlocks, q5_1: DecodeBlocks,
    q8_0: DecodeBlocks, iq4_NL: DecodeBlocks, q4_K: DecodeBlocks, q5_K: DecodeBlocks,
    q6_K: DecodeBlocks, f16: DecodeBlocks
  ) {
    self.q4_0 = q4_0
    self.q4_1 = q4_1
    self.q5_0 = q5_0
    self.q5_1 = q5_1
    self.q8_0 = q8_0
    self.iq4_NL = iq4_NL
    self.q4_K = q4_K
    self.q5_K = q5_K
    self.q6_K = q6_K
    self.f16 = f16
  }
}
