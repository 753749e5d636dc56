package import KernelTable

/// The kernels for AVX2, FMA and F16C.
package let avx2Kernels = KernelTable(
  isa: .avx2,
  integer: integerKernels(),
  halves: HalfKernels(narrow: narrowToHalves, widen: widenHalves),
  rows: RowKernels(
    rmsNorm: rmsNorm, rotateHalves: rotateHalves, rotateAdjacent: rotateAdjacent, add: addRow,
    gateSiLU: gateSiLU, multiplyFloats: multiplyFloatRows, largest: largestFloat,
    prefetch: prefetchBytes),
  attention: AttentionKernels(
    overHalves: attendOverHalves, overFloats: attendOverFloats, overBytes: attendOverBytes,
    merge: mergeAttention),
  decode: decodeKernels())
