// The layouts that the tile kernels read. Both hold everything for 32 values of the inner
// dimension in one record, so that a kernel walks two pointers forward and nothing else.
//
// Values stand in pairs of words. The pairs of each sixteen values are those of `Words16`: first of
// the even values and then of the odd ones.

/// Eight rows of weights as words, with the whole-numbered scale of their run applied.
///
///     offset   0  words    16 pairs × 8 rows × 2 int16: the lanes of a register are rows
///     offset 512  factors  8 floats
///     offset 544  offsets  8 floats, of values 0-15 or of all
///     offset 576  offsets  8 floats, of values 16-31
///     offset 608  end
enum Panel {
  static var rows: Int { @inline(__always) get { 8 } }
  static var factors: Int { @inline(__always) get { 512 } }
  static var offsets: Int { @inline(__always) get { 544 } }
  static var offsets16: Int { @inline(__always) get { 576 } }
  static var stride: Int { @inline(__always) get { 608 } }
}

/// Four columns of activations as int8 widened to words: x ≈ scale · q, a scale per 32 values.
///
/// A column block is some of these, one after another, each for all of the inner dimension.
///
///     offset   0  words   16 pairs × 4 columns × 2 int16
///     offset 256  scales  4 floats
///     offset 272  sums    4 floats: scale · Σ q
///     offset 288  halves  2 × 4 floats: scale · Σ q of values 0-15 and of values 16-31
///     offset 320  end
enum FourColumns16 {
  static var columns: Int { @inline(__always) get { 4 } }
  static var scales: Int { @inline(__always) get { 256 } }
  static var sums: Int { @inline(__always) get { 272 } }
  static var halves: Int { @inline(__always) get { 288 } }
  static var stride: Int { @inline(__always) get { 320 } }
}

/// The columns that one call multiplies, four at a time.
enum ColumnBlock {
  static var columns: Int { @inline(__always) get { 16 } }
  static var stride: Int {
    @inline(__always) get { columns / FourColumns16.columns &* FourColumns16.stride }
  }
  /// So many records of a panel, 10 KiB, stay in L1 while all columns pass over them.
  static var recordsPerSlice: Int { @inline(__always) get { 16 } }
}
