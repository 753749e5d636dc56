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
  decode: decodeKernels(),
  tiles: TileKernels(
    fewestColumns: 12, rowsPerPanel: Panel.rows, columnsPerBlock: ColumnBlock.columns,
    columnBlockBytesPer32: ColumnBlock.stride,
    quantize: quantizeColumns, peak: integerPeak, peakProducts: 8 * 8,
    q4_0: route({ unpackPanel(PanelQ4_0.self, $0, $1, $2, $3) }, multiplySymmetric),
    q5_0: route({ unpackPanel(PanelQ5_0.self, $0, $1, $2, $3) }, multiplySymmetric),
    q8_0: route({ unpackPanel(PanelQ8_0.self, $0, $1, $2, $3) }, multiplySymmetric),
    q4_1: route({ unpackPanel(PanelQ4_1.self, $0, $1, $2, $3) }, multiplyAffine),
    q5_1: route({ unpackPanel(PanelQ5_1.self, $0, $1, $2, $3) }, multiplyAffine),
    iq4_NL: route({ unpackPanel(PanelIQ4_NL.self, $0, $1, $2, $3) }, multiplySymmetric),
    q4_K: route({ unpackPanel(PanelQ4_K.self, $0, $1, $2, $3) }, multiplyAffine),
    q5_K: route({ unpackPanel(PanelQ5_K.self, $0, $1, $2, $3) }, multiplyAffine),
    q6_K: route({ unpackPanel(PanelQ6_K.self, $0, $1, $2, $3) }, multiplySymmetric),
    iq4_XS: route({ unpackPanel(PanelIQ4_XS.self, $0, $1, $2, $3) }, multiplySymmetric),
    q2_K: route({ unpackPanel(PanelQ2_K.self, $0, $1, $2, $3) }, multiplyAffine16),
    q3_K: route({ unpackPanel(PanelQ3_K.self, $0, $1, $2, $3) }, multiplySymmetric),
    mxfp4: route({ unpackPanel(PanelMXFP4.self, $0, $1, $2, $3) }, multiplySymmetric)),
  columnsForOpenBLAS: columnsForOpenBLAS)

/// Multiply-adds of words and of floats have as many lanes on arm64, and nobody has measured which
/// is faster there; SSE2 multiplies twice as many words as floats.
private var columnsForOpenBLAS: Int? {
  #if arch(arm64)
  32
  #else
  nil
  #endif
}

private func route(
  _ unpack: @escaping UnpackPanel, _ multiply: @escaping MultiplyPanels
) -> TileKernels.Route {
  TileKernels.Route(unpack: unpack, multiply: multiply, panelBytesPer32: Panel.stride)
}
