// The layouts that the tile kernels read. Both hold everything for 32 values of the inner
// dimension in one record, so that a kernel walks two pointers forward and nothing else.

/// Sixteen rows of weights as unsigned bytes.
///
///     offset   0  quants   8 groups × 16 rows × 4 bytes: the lanes of a register are rows
///     offset 512  factors  16 floats: value = factor · (byte − 128), or factor · byte + offset
///     offset 576  second   16 floats: the factors of values 16-31, or the offsets
///     offset 640  end
enum Panel {
  static var rows: Int { @inline(__always) get { 16 } }
  static var factors: Int { @inline(__always) get { 512 } }
  static var second: Int { @inline(__always) get { 576 } }
  static var stride: Int { @inline(__always) get { 640 } }
}

/// Eight columns of activations as int8: x ≈ scale · q, a scale per 32 values.
///
///     offset   0  quants   8 groups × 8 columns × 4 bytes
///     offset 256  scales   8 floats
///     offset 288  sums     8 floats: scale · Σ q
///     offset 320  biases   2 × 8 int32: −128 · Σ q of values 0-15 and of values 16-31
///     offset 384  end
enum ColumnBlock {
  static var columns: Int { @inline(__always) get { 8 } }
  static var scales: Int { @inline(__always) get { 256 } }
  static var sums: Int { @inline(__always) get { 288 } }
  static var biases: Int { @inline(__always) get { 320 } }
  static var stride: Int { @inline(__always) get { 384 } }
}
