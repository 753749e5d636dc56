package import KernelTable

/// The kernels for AVX-512 F, BW, DQ, VL and VNNI.
package let avx512Kernels = KernelTable(
  isa: .avx512,
  integer: integerKernels(),
  halves: HalfKernels(narrow: narrowToHalves, widen: widenHalves),
  rows: RowKernels(
    rmsNorm: rmsNorm, rotateHalves: rotateHalves, rotateAdjacent: rotateAdjacent, add: addRow,
    gateSiLU: gateSiLU, multiplyFloats: multiplyFloatRows, largest: largestFloat,
    prefetch: prefetchBytes),
  attention: AttentionKernels(
    overHalves: attendOverHalves, overFloats: attendOverFloats, overBytes: attendOverBytes,
    merge: mergeAttention,
    integers: IntegerAttention(
      packHalves: packHalfPositions, packBytes: packBytePositions, attend: attendPacked,
      step: IntegerAttention.Size(
        perValue: PackedStep.bytesPerValue, fixed: PackedStep.bytesOfScales),
      scratchRow: IntegerAttention.Size(
        perValue: PackedScratch.bytesPerValue, fixed: PackedScratch.fixedBytes))),
  decode: decodeKernels(),
  tiles: TileKernels(
    fewestColumns: 9, rowsPerPanel: Panel.rows, columnsPerBlock: ColumnBlock.columns,
    columnBlockHeaderBytes: ColumnBlock.header, columnBlockBytesPer32: ColumnBlock.stride,
    quantize: quantizeColumns, peak: integerPeak, peakProducts: 24 * 64,
    q4_0: symmetric32(unpackPanelQ4_0), q5_0: symmetric32(unpackPanelQ5_0),
    q8_0: symmetric32(unpackPanelQ8_0), q4_1: affine32(unpackPanelQ4_1),
    q5_1: affine32(unpackPanelQ5_1), iq4_NL: symmetric32(unpackPanelIQ4_NL),
    q4_K: runs32(unpackPanelQ4_K), q5_K: runs32(unpackPanelQ5_K),
    q6_K: symmetric16(unpackPanelQ6_K), iq4_XS: symmetric32(unpackPanelIQ4_XS),
    q2_K: minima16(unpackPanelQ2_K), q3_K: symmetric16(unpackPanelQ3_K),
    mxfp4: TileKernels.Route(
      unpack: unpackPanelMXFP4, multiply: multiplyPowers32,
      panelBytesPer32: Panel.symmetricStride)))

private func symmetric32(_ unpack: UnpackPanel) -> TileKernels.Route {
  TileKernels.Route(
    unpack: unpack, multiply: multiplySymmetric32, panelBytesPer32: Panel.symmetricStride)
}

private func symmetric16(_ unpack: UnpackPanel) -> TileKernels.Route {
  TileKernels.Route(
    unpack: unpack, multiply: multiplySymmetric16, panelBytesPer32: Panel.halvesStride)
}

private func affine32(_ unpack: UnpackPanel) -> TileKernels.Route {
  TileKernels.Route(
    unpack: unpack, multiply: multiplyAffine32, panelBytesPer32: Panel.affineStride)
}

private func runs32(_ unpack: UnpackPanel) -> TileKernels.Route {
  TileKernels.Route(
    unpack: unpack, multiply: multiplyRuns32, panelBytesPer32: Panel.runsStride / 8)
}

private func minima16(_ unpack: UnpackPanel) -> TileKernels.Route {
  TileKernels.Route(
    unpack: unpack, multiply: multiplyMinima16, panelBytesPer32: Panel.minimaStride)
}
