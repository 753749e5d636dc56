// The layouts that the tile kernels read. Both hold everything for 32 values of the inner
// dimension in one record, so that a kernel walks two pointers forward and nothing else.
//
// On Zen, multiplications of floats go through the pipes of dpbusd, while additions of integers do
// not. So the scale of 32 activations is a float of three fraction bits: its exponent is added to
// that of a sum, and its fraction chooses one of eight multiples of the row's factor that the
// panel holds ready. One multiplication applies both scales.

/// Sixteen rows of weights as unsigned bytes.
///
///     offset   0  quants   8 groups × 16 rows × 4 bytes: the lanes of a register are rows
///     offset 512  factors  8 × 16 floats: value = factor · (byte − 128), or factor · byte + offset;
///                          number j is the factor times 1 + j/8
///
/// What follows depends on the kind of panel; see the strides. A panel of runs has a record of
/// minima after every eight:
///
///     offset   0  minima   4 × 16 rows × 2 int16: of runs 2j and 2j + 1
///     offset 256  dmin     16 floats: a minimum of m means an offset of −dmin · m
///     offset 320  end
enum Panel {
  static var rows: Int { @inline(__always) get { 16 } }
  static var factors: Int { @inline(__always) get { 512 } }
  /// The bytes of a factor and its multiples.
  static var factorBytes: Int { @inline(__always) get { ScaleGrid.steps &* 64 } }
  /// A record with one factor.
  static var symmetricStride: Int { @inline(__always) get { factors &+ factorBytes } }
  /// A record with the factors of values 0-15 and then those of values 16-31.
  static var halvesStride: Int { @inline(__always) get { factors &+ 2 &* factorBytes } }
  /// A record with one factor and then 16 offsets.
  static var affineStride: Int { @inline(__always) get { factors &+ factorBytes &+ 64 } }
  static var offsets: Int { @inline(__always) get { factors &+ factorBytes } }
  /// A record with two factors and then 16 int32, the minima of both halves.
  static var minimaStride: Int { @inline(__always) get { halvesStride &+ 64 } }
  /// Eight records with one factor, and the minima of their runs.
  static var runsStride: Int { @inline(__always) get { minima &+ 320 } }
  static var minima: Int { @inline(__always) get { 8 &* symmetricStride } }
  static var dmin: Int { @inline(__always) get { minima &+ 256 } }
}

/// Eight columns of activations as int8: x ≈ unit · 2^exponent · (1 + step / 8) · q.
///
/// A header of 64 bytes holds the units, 8 floats. Then each record has
///
///     offset   0  quants     8 groups × 8 columns × 4 bytes
///     offset 256  exponents  8 int32, at the place of a float's exponent
///     offset 288  steps      8 int32, 64 · step: where the factor's multiple is
///     offset 320  biases     2 × 8 int32: −128 · Σ q of values 0-15 and of values 16-31
///     offset 384  sums       8 floats: Σ x / unit
///     offset 416  runs       of eight records for 256 values, the first four hold 8 × 2 int16, the
///                            sums of records 2j and 2j + 1, and the fifth what they are multiples
///                            of, 8 floats
///     offset 448  end
enum ColumnBlock {
  static var columns: Int { @inline(__always) get { 8 } }
  static var header: Int { @inline(__always) get { 64 } }
  static var exponents: Int { @inline(__always) get { 256 } }
  static var steps: Int { @inline(__always) get { 288 } }
  static var biases: Int { @inline(__always) get { 320 } }
  static var sums: Int { @inline(__always) get { 384 } }
  static var runs: Int { @inline(__always) get { 416 } }
  static var stride: Int { @inline(__always) get { 448 } }
}

/// The scales that 32 activations can have: floats with three bits of fraction.
enum ScaleGrid {
  static var fractionBits: UInt32 { @inline(__always) get { 3 } }
  static var steps: Int { @inline(__always) get { 1 &<< Int(fractionBits) } }
  /// The exponent of a column's largest scale; smaller ones reach down to 0.
  static var top: Int32 { @inline(__always) get { 24 } }
}
