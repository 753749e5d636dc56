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
  decode: decodeKernels(),
  tiles: TileKernels(
    fewestColumns: 12, rowsPerPanel: Panel.rows, columnsPerBlock: ColumnBlock.columns,
    columnBlockBytesPer32: ColumnBlock.stride,
    quantize: quantizeColumns, peak: integerPeak, peakProducts: 8 * 32,
    q4_0: route(unpackPanelQ4_0, multiplySymmetric),
    q5_0: route(unpackPanelQ5_0, multiplySymmetric),
    q8_0: route(unpackPanelQ8_0, multiplyBytes),
    q4_1: route(unpackPanelQ4_1, multiplyAffine15),
    q5_1: route(unpackPanelQ5_1, multiplyAffine31),
    iq4_NL: route(unpackPanelIQ4_NL, multiplyBytes),
    q4_K: route(unpackPanelQ4_K, multiplyAffine15),
    q5_K: route(unpackPanelQ5_K, multiplyAffine31),
    q6_K: route(unpackPanelQ6_K, multiplySymmetric16),
    iq4_XS: route(unpackPanelIQ4_XS, multiplyBytes),
    q2_K: route(unpackPanelQ2_K, multiplyAffine16),
    q3_K: route(unpackPanelQ3_K, multiplySymmetric16),
    mxfp4: route(unpackPanelMXFP4, multiplySymmetric)))

private func route(_ unpack: UnpackPanel, _ multiply: MultiplyPanels) -> TileKernels.Route {
  TileKernels.Route(unpack: unpack, multiply: multiply, panelBytesPer32: Panel.stride)
}
