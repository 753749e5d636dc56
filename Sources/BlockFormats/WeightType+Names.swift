extension WeightType {
  /// The name by which the format is known, such as `Q4_K`.
  package var name: String {
    switch self {
    case .f32: "F32"
    case .f16: "F16"
    case .bf16: "BF16"
    case .q4_0: "Q4_0"
    case .q4_1: "Q4_1"
    case .q5_0: "Q5_0"
    case .q5_1: "Q5_1"
    case .q8_0: "Q8_0"
    case .q2_K: "Q2_K"
    case .q3_K: "Q3_K"
    case .q4_K: "Q4_K"
    case .q5_K: "Q5_K"
    case .q6_K: "Q6_K"
    case .iq4_NL: "IQ4_NL"
    case .iq4_XS: "IQ4_XS"
    case .mxfp4: "MXFP4"
    }
  }

  /// The name of a GGUF type number that Lathe knows of and cannot compute with.
  ///
  /// - Returns: nil for the numbers of `WeightType` and for numbers that nobody has given out.
  package static func unsupportedName(of id: UInt32) -> String? {
    unsupportedNames[id]
  }

  private static let unsupportedNames: [UInt32: String] = [
    // Taken out of the format; files that use them must be converted again.
    4: "Q4_2", 5: "Q4_3",
    31: "Q4_0_4_4", 32: "Q4_0_4_8", 33: "Q4_0_8_8",
    36: "IQ4_NL_4_4", 37: "IQ4_NL_4_8", 38: "IQ4_NL_8_8",
    // Made for activations; no weights are stored in them.
    9: "Q8_1", 15: "Q8_K",
    // Read through tables of grid points, or by base-3 digits.
    16: "IQ2_XXS", 17: "IQ2_XS", 18: "IQ3_XXS", 19: "IQ1_S", 21: "IQ3_S", 22: "IQ2_S",
    29: "IQ1_M", 34: "TQ1_0", 35: "TQ2_0",
    40: "NVFP4", 41: "Q1_0", 42: "Q2_0",
    // Plain numbers that no weight of a known architecture uses.
    24: "I8", 25: "I16", 26: "I32", 27: "I64", 28: "F64",
  ]
}
