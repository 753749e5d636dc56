/// Unpacks the rows of a panel, or fewer; what becomes of rows that are missing is left open, and
/// their products are not stored.
///
/// - `weights`: the first row; rows follow each other without gaps, `count` values each.
/// - `panel`: `count / 32 * panelBytesPer32` bytes, as the route says.
package typealias UnpackPanel =
  @convention(c) (
    _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int, _ panel: UnsafeMutableRawPointer
  ) -> Void

/// Quantizes the columns of a block, or fewer, into a column block; missing ones become zero.
///
/// - `input`: `columns` rows of `count` floats, one after another.
/// - `output`: `columnBlockBytes(count)` bytes.
package typealias QuantizeColumns =
  @convention(c) (
    _ input: UnsafePointer<Float>, _ columns: Int, _ count: Int, _ output: UnsafeMutableRawPointer
  ) -> Void

/// Multiplies panels of weights with one column block.
///
/// `output[column * outputStride + row]` becomes the dot product; `rows` counts over all panels,
/// which follow each other.
package typealias MultiplyPanels =
  @convention(c) (
    _ panels: UnsafeRawPointer, _ rows: Int, _ count: Int,
    _ columnBlock: UnsafeRawPointer, _ columns: Int,
    _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
  ) -> Void

/// Runs rounds of independent multiply-adds on registers; the result depends on all of them.
package typealias IntegerPeak = @convention(c) (_ rounds: Int, _ seed: Int32) -> Int32

/// The integer path for large batches: weights are unpacked once per batch into panels in which
/// the lanes of a register are rows, so that no sum across lanes is ever needed.
///
/// A class, because the compiler makes shared functions to copy large optional structs, and such a
/// function must not be compiled for one instruction set.
package final class TileKernels: Sendable {
  /// How one weight format becomes a panel, and the product that reads such a panel.
  package struct Route: Sendable {
    package let unpack: UnpackPanel
    package let multiply: MultiplyPanels
    /// The bytes of a panel for each 32 values of the inner dimension.
    package let panelBytesPer32: Int

    package init(unpack: UnpackPanel, multiply: MultiplyPanels, panelBytesPer32: Int) {
      self.unpack = unpack
      self.multiply = multiply
      self.panelBytesPer32 = panelBytesPer32
    }
  }

  /// From this many columns on, unpacking weights into panels pays.
  package let fewestColumns: Int
  package let rowsPerPanel: Int
  package let columnsPerBlock: Int
  private let columnBlockHeaderBytes: Int
  private let columnBlockBytesPer32: Int
  package let quantize: QuantizeColumns
  /// The instruction of the products alone, on registers, and its multiply-adds in one round.
  package let peak: IntegerPeak
  package let peakProducts: Int
  package let q4_0: Route
  package let q5_0: Route
  package let q8_0: Route
  package let q4_1: Route
  package let q5_1: Route
  package let iq4_NL: Route
  package let q4_K: Route
  package let q5_K: Route
  package let q6_K: Route
  package let iq4_XS: Route
  package let q2_K: Route
  package let q3_K: Route
  package let mxfp4: Route

  package init(
    fewestColumns: Int, rowsPerPanel: Int, columnsPerBlock: Int,
    columnBlockHeaderBytes: Int = 0, columnBlockBytesPer32: Int,
    quantize: QuantizeColumns, peak: IntegerPeak, peakProducts: Int, q4_0: Route, q5_0: Route,
    q8_0: Route,
    q4_1: Route, q5_1: Route, iq4_NL: Route, q4_K: Route, q5_K: Route, q6_K: Route,
    iq4_XS: Route, q2_K: Route, q3_K: Route, mxfp4: Route
  ) {
    self.fewestColumns = fewestColumns
    self.rowsPerPanel = rowsPerPanel
    self.columnsPerBlock = columnsPerBlock
    self.columnBlockHeaderBytes = columnBlockHeaderBytes
    self.columnBlockBytesPer32 = columnBlockBytesPer32
    self.quantize = quantize
    self.peak = peak
    self.peakProducts = peakProducts
    self.q4_0 = q4_0
    self.q5_0 = q5_0
    self.q8_0 = q8_0
    self.q4_1 = q4_1
    self.q5_1 = q5_1
    self.iq4_NL = iq4_NL
    self.q4_K = q4_K
    self.q5_K = q5_K
    self.q6_K = q6_K
    self.iq4_XS = iq4_XS
    self.q2_K = q2_K
    self.q3_K = q3_K
    self.mxfp4 = mxfp4
  }

  /// The bytes of a column block of `count` values.
  package func columnBlockBytes(_ count: Int) -> Int {
    columnBlockHeaderBytes + count / 32 * columnBlockBytesPer32
  }
}
