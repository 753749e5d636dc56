import _Builtin_intrinsics.intel

// Formats of 256 whose 32 bytes hold a run of low and a run of high nibbles read activations in
// the order of the registers that `InterleavedRuns` makes: the record has them twice.

/// The dot kernels of formats with blocks of 32 read the quants alone.
var bytesPerWord32: Int { @inline(__always) get { 0 } }
var bytesPerWord256: Int { @inline(__always) get { 1 } }

/// Memory takes longer to bring a block than one column takes to compute it.
var isBoundByArithmetic: Bool { @inline(__always) get { false } }

/// Stores the first and the second halves of even runs of 32, and then those of odd ones.
@inline(__always)
func storeWords(_ quants: UnsafeMutableRawPointer, _ count: Int, _ words: UnsafeMutableRawPointer) {
  guard count == 256 else { return }
  for quarter in 0..<4 {
    for pair in 0..<4 {
      let source = quants + (64 &* pair &+ 32 &* (quarter / 2) &+ 16 &* (quarter % 2))
      (words + (64 &* quarter &+ 16 &* pair)).storeBytes(
        of: source.loadUnaligned(as: __m128i.self), as: __m128i.self)
    }
  }
}
