package import KernelTable

/// The kernels for AVX-512 F, BW, DQ, VL and VNNI.
package let avx512Kernels = KernelTable(
  isa: .avx512,
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
    fewestColumns: 9, rowsPerPanel: Panel.rows, columnsPerBlock: ColumnBlock.columns,
    panelBytesPer32: Panel.stride, columnBlockBytesPer32: ColumnBlock.stride,
    quantize: quantizeColumns, peak: integerPeak, peakProducts: 24 * 64,
    q4_0: TileKernels.Route(unpack: unpackPanelQ4_0, multiply: multiplySymmetric32),
    q5_0: TileKernels.Route(unpack: unpackPanelQ5_0, multiply: multiplySymmetric32),
    q8_0: TileKernels.Route(unpack: unpackPanelQ8_0, multiply: multiplySymmetric32),
    q4_1: TileKernels.Route(unpack: unpackPanelQ4_1, multiply: multiplyAffine32),
    q5_1: TileKernels.Route(unpack: unpackPanelQ5_1, multiply: multiplyAffine32),
    iq4_NL: TileKernels.Route(unpack: unpackPanelIQ4_NL, multiply: multiplySymmetric32),
    q4_K: TileKernels.Route(unpack: unpackPanelQ4_K, multiply: multiplyAffine32),
    q5_K: TileKernels.Route(unpack: unpackPanelQ5_K, multiply: multiplyAffine32),
    q6_K: TileKernels.Route(unpack: unpackPanelQ6_K, multiply: multiplySymmetric16),
    iq4_XS: TileKernels.Route(unpack: unpackPanelIQ4_XS, multiply: multiplySymmetric32),
    q2_K: TileKernels.Route(unpack: unpackPanelQ2_K, multiply: multiplyPanelsQ2_K),
    q3_K: TileKernels.Route(unpack: unpackPanelQ3_K, multiply: multiplySymmetric16),
    mxfp4: TileKernels.Route(unpack: unpackPanelMXFP4, multiply: multiplySymmetric32)))
