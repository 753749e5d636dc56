package import BlockFormats

/// A view of stored weights: `rows` rows of `columns` values, one after another.
///
/// The memory belongs to the mapped file; whoever holds a matrix keeps the file open.
package struct WeightMatrix: @unchecked Sendable {
  package let type: WeightType
  package let rows: Int
  package let columns: Int
  package let bytes: UnsafeRawPointer
  /// The bytes of one row.
  package let rowBytes: Int

  /// Wraps `bytes`, or returns nil when it is not exactly `rows * columns` values of `type`.
  ///
  /// There has to be at least one value: BLAS knows no rows of length zero.
  package init?(type: WeightType, rows: Int, columns: Int, bytes: UnsafeRawBufferPointer) {
    guard rows >= 1, columns >= 1, let rowBytes = type.byteCount(values: columns),
      let base = bytes.baseAddress
    else { return nil }
    let (total, overflow) = rowBytes.multipliedReportingOverflow(by: rows)
    guard !overflow, total == bytes.count else { return nil }
    self.type = type
    self.rows = rows
    self.columns = columns
    self.rowBytes = rowBytes
    self.bytes = base
  }

  /// The address of a row.
  package func row(_ index: Int) -> UnsafeRawPointer { bytes + index * rowBytes }
}
