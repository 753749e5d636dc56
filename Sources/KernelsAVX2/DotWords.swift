/// The dot kernels of this instruction set read the quants alone; see `Activation128`.
var bytesPerWord32: Int { @inline(__always) get { 0 } }
var bytesPerWord256: Int { @inline(__always) get { 0 } }

@inline(__always)
func storeWords(_ quants: UnsafeMutableRawPointer, _ count: Int, _ words: UnsafeMutableRawPointer) {
}
