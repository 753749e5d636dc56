import KernelTable

/// The decoders, compiled for the instruction set.
func decodeKernels() -> DecodeKernels {
  DecodeKernels(
    q4_0: decodeQ4_0, q4_1: decodeQ4_1, q5_0: decodeQ5_0, q5_1: decodeQ5_1, q8_0: decodeQ8_0,
    iq4_NL: decodeIQ4_NL, q4_K: decodeQ4_K, q5_K: decodeQ5_K, q6_K: decodeQ6_K, f16: decodeF16)
}
