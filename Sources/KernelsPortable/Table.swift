package import KernelTable

/// The kernels for every processor of the architecture.
package let portableKernels = KernelTable(
  isa: .portable,
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
