import KernelTable

/// The integer kernels, from the formats of the instruction set.
func integerKernels() -> IntegerKernels {
  IntegerKernels(
    quantize32: quantizeBlocks32, bytesPer128: Activation128.stride,
    quantize256: quantizeBlocks256, bytesPer256: Activation256.stride,
    dot: IntegerKernels.Dots(
      q4_0: { multiplyRows(DotQ4_0.self, $0, $1, $2, $3, $4, $5, $6, $7) },
      q4_1: { multiplyRows(DotQ4_1.self, $0, $1, $2, $3, $4, $5, $6, $7) },
      q5_0: { multiplyRows(DotQ5_0.self, $0, $1, $2, $3, $4, $5, $6, $7) },
      q5_1: { multiplyRows(DotQ5_1.self, $0, $1, $2, $3, $4, $5, $6, $7) },
      q8_0: { multiplyRows(DotQ8_0.self, $0, $1, $2, $3, $4, $5, $6, $7) },
      iq4_NL: { multiplyRows(DotIQ4_NL.self, $0, $1, $2, $3, $4, $5, $6, $7) },
      mxfp4: { multiplyRows(DotMXFP4.self, $0, $1, $2, $3, $4, $5, $6, $7) },
      q2_K: { multiplyRows(DotQ2_K.self, $0, $1, $2, $3, $4, $5, $6, $7) },
      q3_K: { multiplyRows(DotQ3_K.self, $0, $1, $2, $3, $4, $5, $6, $7) },
      q4_K: { multiplyRows(DotQ4_K.self, $0, $1, $2, $3, $4, $5, $6, $7) },
      q5_K: { multiplyRows(DotQ5_K.self, $0, $1, $2, $3, $4, $5, $6, $7) },
      q6_K: { multiplyRows(DotQ6_K.self, $0, $1, $2, $3, $4, $5, $6, $7) },
      iq4_XS: { multiplyRows(DotIQ4_XS.self, $0, $1, $2, $3, $4, $5, $6, $7) }))
}
