/// The entry points of one instruction set.
///
/// Every entry is a plain function over pointers and counts. A caller makes one call per thread and
/// operation, so that the indirect call costs nothing. The layout of quantized activations is the
/// business of the instruction set alone: what `quantize…` wrote, only the `dot` entries of the
/// same table read.
///
/// Pointers need the alignment of their element type and no more, but for quantized activations,
/// which begin on 16 bytes. Entries allocate nothing, and they read no byte beyond what their
/// counts say.
package struct KernelTable: Sendable {
  package let isa: InstructionSet
  package let integer: IntegerKernels
  package let halves: HalfKernels
  package let rows: RowKernels
  package let attention: AttentionKernels
  package let decode: DecodeKernels
  /// Nil where the instruction set has no tile kernels.
  package let tiles: TileKernels?
  /// From this many columns on, OpenBLAS is expected to be faster where it is installed; nil where
  /// it never is.
  package let columnsForOpenBLAS: Int?

  package init(
    isa: InstructionSet, integer: IntegerKernels, halves: HalfKernels, rows: RowKernels,
    attention: AttentionKernels, decode: DecodeKernels, tiles: TileKernels? = nil,
    columnsForOpenBLAS: Int? = nil
  ) {
    self.isa = isa
    self.integer = integer
    self.halves = halves
    self.rows = rows
    self.attention = attention
    self.decode = decode
    self.tiles = tiles
    self.columnsForOpenBLAS = columnsForOpenBLAS
  }
}

/// The instruction sets that kernels are built for, from the most to the least widely available.
package enum InstructionSet: String, Sendable, CaseIterable {
  /// What every processor of the architecture has: SSE2 on x86-64, NEON on arm64.
  case portable
  /// AVX2, FMA and F16C.
  case avx2
  /// AVX-512 F, BW, DQ, VL and VNNI.
  case avx512
}
