import KernelTable

/// The integer kernels, from the formats of the instruction set.
func integerKernels() -> IntegerKernels {
  IntegerKernels(
    quantize32: quantizeBlocks32, bytesPer128: Activation128.stride,
    quantize256: quantizeBlocks256, bytesPer256: Activation256.stride,
    dot: IntegerKernels.Dots(
      q4_0: { DotQ4_0.multiply($0, $1, $2, $3, $4, $5, $6, $7) },
      q4_1: { DotQ4_1.multiply($0, $1, $2, $3, $4, $5, $6, $7) },
      q5_0: { DotQ5_0.multiply($0, $1, $2, $3, $4, $5, $6, $7) },
      q5_1: { DotQ5_1.multiply($0, $1, $2, $3, $4, $5, $6, $7) },
      q8_0: { DotQ8_0.multiply($0, $1, $2, $3, $4, $5, $6, $7) },
      iq4_NL: { DotIQ4_NL.multiply($0, $1, $2, $3, $4, $5, $6, $7) },
      mxfp4: { DotMXFP4.multiply($0, $1, $2, $3, $4, $5, $6, $7) },
      q2_K: { DotQ2_K.multiply($0, $1, $2, $3, $4, $5, $6, $7) },
      q3_K: { DotQ3_K.multiply($0, $1, $2, $3, $4, $5, $6, $7) },
      q4_K: { DotQ4_K.multiply($0, $1, $2, $3, $4, $5, $6, $7) },
      q5_K: { DotQ5_K.multiply($0, $1, $2, $3, $4, $5, $6, $7) },
      q6_K: { DotQ6_K.multiply($0, $1, $2, $3, $4, $5, $6, $7) },
      iq4_XS: { DotIQ4_XS.multiply($0, $1, $2, $3, $4, $5, $6, $7) }))
}
