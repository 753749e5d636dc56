/// Packs the kept keys and values of some steps of a head's positions as 16-bit integers.
///
/// - `keys`, `values`: the head's first position, in the layout of the kernels' format; `width` is
///   the padded size of the head. Whole steps are read.
/// - `firstStep`, `steps`: steps of `AttentionKernels.positionsPerStep` positions, from the start
///   of the context.
/// - `output`: the record of the first of these steps, `stepBytes(width)` bytes each.
package typealias PackPositions =
  @convention(c) (
    _ keys: UnsafeRawPointer, _ values: UnsafeRawPointer, _ width: Int,
    _ firstStep: Int, _ steps: Int, _ output: UnsafeMutableRawPointer
  ) -> Void

/// Attention of some query rows over the packed positions `0..<end` of one key-value head.
///
/// Queries and `visible` are those of `AttendPositions`, and so are the results, but for the first
/// value of a row's state, which is log₂ e times its largest score. Whatever the other rows, a
/// row's result is the same.
///
/// - `packed`: the record of the head's first step.
/// - `scratch`: `scratchBytes(rows, width)` bytes.
package typealias AttendPacked =
  @convention(c) (
    _ queries: UnsafePointer<Float>, _ visible: UnsafePointer<Int>, _ rows: Int, _ width: Int,
    _ packed: UnsafeRawPointer, _ end: Int, _ scratch: UnsafeMutableRawPointer,
    _ output: UnsafeMutablePointer<Float>, _ state: UnsafeMutablePointer<Float>
  ) -> Void

/// Attention with 16-bit products, for many rows: twice the multiply-adds of float32.
///
/// The layout of what is packed is the business of the instruction set alone. A position is packed
/// alike whatever its neighbours are.
///
/// A class for the reason that `TileKernels` has.
package final class IntegerAttention: Sendable {
  /// Bytes for each value of a padded head, and bytes beside them.
  package struct Size: Sendable {
    package let perValue: Int
    package let fixed: Int

    package init(perValue: Int, fixed: Int) {
      self.perValue = perValue
      self.fixed = fixed
    }
  }

  package let packHalves: PackPositions
  package let packBytes: PackPositions
  package let attend: AttendPacked
  private let step: Size
  private let scratchRow: Size

  package init(
    packHalves: PackPositions, packBytes: PackPositions, attend: AttendPacked, step: Size,
    scratchRow: Size
  ) {
    self.packHalves = packHalves
    self.packBytes = packBytes
    self.attend = attend
    self.step = step
    self.scratchRow = scratchRow
  }

  /// The bytes of a step's packed keys and values.
  package func stepBytes(_ width: Int) -> Int { step.perValue * width + step.fixed }

  /// The bytes that `attend` computes with.
  package func scratchBytes(rows: Int, width: Int) -> Int {
    rows * (scratchRow.perValue * width + scratchRow.fixed)
  }
}
