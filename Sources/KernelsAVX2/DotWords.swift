/// The dot kernels of this instruction set read the quants alone; see `Activation128`.
var bytesPerWord32: Int { @inline(__always) get { 0 } }
var bytesPerWord256: Int { @inline(__always) get { 0 } }

/// Memory takes longer to bring a block than one column takes to compute it.
var isBoundByArithmetic: Bool { @inline(__always) get { false } }

@inline(__always)
func storeWords(_ quants: UnsafeMutableRawPointer, _ count: Int, _ words: UnsafeMutableRawPointer) {
}
