// The layouts that the tile kernels read. Both hold everything for 32 values of the inner
// dimension in one record, so that a kernel walks two pointers forward and nothing else.

/// Sixteen rows of weights as bytes; what the bytes and the fields mean is the product's business.
///
///     offset   0  quants   8 groups × 16 rows × 4 bytes: the lanes of a register are rows
///     offset 512  factors  16 floats
///     offset 576  second   16 floats or 16 pairs of int16
///     offset 640  third    16 floats or 16 pairs of int16
///     offset 704  end
enum Panel {
  static var rows: Int { @inline(__always) get { 16 } }
  static var factors: Int { @inline(__always) get { 512 } }
  static var second: Int { @inline(__always) get { 576 } }
  static var third: Int { @inline(__always) get { 640 } }
  static var stride: Int { @inline(__always) get { 704 } }
}

/// Four columns of activations as int8: x ≈ scale · q, a scale per 32 values.
///
/// A column block is some of these, one after another, each for all of the inner dimension.
///
///     offset   0  quants    8 groups × 4 columns × 4 bytes
///     offset 128  scales    4 floats
///     offset 144  sums      4 floats: scale · Σ q
///     offset 160  halves    2 × 4 floats: scale · Σ q of values 0-15 and of values 16-31
///     offset 192  biases    4 pairs of int16: −16 · Σ q of the bytes 0, 1 and 2, 3 of all groups
///     offset 208  biases16  2 × 4 pairs of int16: the same, times −32, of groups 0-3 and 4-7
///     offset 240  biases8   4 pairs of int16: half the biases
///     offset 256  end
enum FourColumns8 {
  static var columns: Int { @inline(__always) get { 4 } }
  static var scales: Int { @inline(__always) get { 128 } }
  static var sums: Int { @inline(__always) get { 144 } }
  static var halves: Int { @inline(__always) get { 160 } }
  static var biases: Int { @inline(__always) get { 192 } }
  static var biases16: Int { @inline(__always) get { 208 } }
  static var biases8: Int { @inline(__always) get { 240 } }
  static var stride: Int { @inline(__always) get { 256 } }
}

/// The columns that one call multiplies, four at a time.
enum ColumnBlock {
  static var columns: Int { @inline(__always) get { 16 } }
  static var stride: Int {
    @inline(__always) get { columns / FourColumns8.columns &* FourColumns8.stride }
  }
  /// So many records of a panel, 11 KiB, stay in L1 while all columns pass over them.
  static var recordsPerSlice: Int { @inline(__always) get { 16 } }
}
