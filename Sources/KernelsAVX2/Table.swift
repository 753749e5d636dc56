package import KernelTable

/// The kernels for AVX2, FMA and F16C.
package let avx2Kernels = KernelTable(
  isa: .avx2,
  integer: integerKernels(),
  halves: HalfKernels(narrow: narrowToHalves, widen: widenHalves),
  rows: RowKernels(
    rmsNorm: rmsNorm, rotateHalves: rotateHalves, rotateAdjacent: rotateAdjacent, add: addRow,
    gateSiLU: gateSiLU, multiplyFloats: multiplyFloatRows, largest: largestFloat),
  attention: AttentionKernels(
    overHalves: attendOverHalves, overFloats: attendOverFloats, overBytes: attendOverBytes,
    merge: mergeAttention),
  decode: decodeKernels(),
  tiles: TileKernels(
    fewestColumns: 12, rowsPerPanel: Panel.rows, columnsPerBlock: ColumnBlock.columns,
    panelBytesPer32: Panel.stride, columnBlockBytesPer32: ColumnBlock.stride,
    quantize: quantizeColumns, peak: integerPeak, peakProducts: 8 * 32,
    q4_0: TileKernels.Route(unpack: unpackPanelQ4_0, multiply: multiplySymmetric),
    q5_0: TileKernels.Route(unpack: unpackPanelQ5_0, multiply: multiplySymmetric),
    q8_0: TileKernels.Route(unpack: unpackPanelQ8_0, multiply: multiplyBytes),
    q4_1: TileKernels.Route(unpack: unpackPanelQ4_1, multiply: multiplyAffine15),
    q5_1: TileKernels.Route(unpack: unpackPanelQ5_1, multiply: multiplyAffine31),
    iq4_NL: TileKernels.Route(unpack: unpackPanelIQ4_NL, multiply: multiplyBytes),
    q4_K: TileKernels.Route(unpack: unpackPanelQ4_K, multiply: multiplyAffine15),
    q5_K: TileKernels.Route(unpack: unpackPanelQ5_K, multiply: multiplyAffine31),
    q6_K: TileKernels.Route(unpack: unpackPanelQ6_K, multiply: multiplySymmetric16),
    iq4_XS: TileKernels.Route(unpack: unpackPanelIQ4_XS, multiply: multiplyBytes),
    q2_K: TileKernels.Route(unpack: unpackPanelQ2_K, multiply: multiplyAffine16),
    q3_K: TileKernels.Route(unpack: unpackPanelQ3_K, multiply: multiplySymmetric16),
    mxfp4: TileKernels.Route(unpack: unpackPanelMXFP4, multiply: multiplySymmetric)))
