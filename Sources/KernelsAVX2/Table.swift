package import KernelTable

/// The kernels for AVX2, FMA and F16C.
package let avx2Kernels = KernelTable(
  isa: .avx2,
  integer: IntegerKernels(
    quantize32: quantizeBlocks32, bytesPer32: Activation32.stride,
    quantize256: quantizeBlocks256, bytesPer256: Activation256.stride,
    dotQ4_0: dotQ4_0, dotQ5_0: dotQ5_0, dotQ8_0: dotQ8_0, dotQ4_K: dotQ4_K, dotQ6_K: dotQ6_K),
  halves: HalfKernels(narrow: narrowToHalves, widen: widenHalves),
  rows: RowKernels(
    rmsNorm: rmsNorm, rotateHalves: rotateHalves, rotateAdjacent: rotateAdjacent, add: addRow,
    gateSiLU: gateSiLU, multiplyFloats: multiplyFloatRows, largest: largestFloat),
  attention: AttentionKernels(
    overHalves: attendOverHalves, overFloats: attendOverFloats, overBytes: attendOverBytes,
    merge: mergeAttention),
  decode: DecodeKernels(
    q4_0: decodeQ4_0, q5_0: decodeQ5_0, q8_0: decodeQ8_0, q4_K: decodeQ4_K, q6_K: decodeQ6_K,
    f16: decodeF16))
