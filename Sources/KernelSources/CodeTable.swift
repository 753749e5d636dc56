// What the 4-bit codes of the formats with tables stand for, a byte each; see `BlockFormats`.

enum CodeTable {
  /// The values of IQ4_NL and IQ4_XS.
  static var nonlinear: (low: Int64, high: Int64) {
    @inline(__always) get {
      (Int64(bitPattern: 0xF6EA_DDCF_BFAD_9881), Int64(bitPattern: 0x7159_4535_2619_0D01))
    }
  }

  /// The values of IQ4_NL and IQ4_XS, plus 128.
  static var nonlinear128: (low: Int64, high: Int64) {
    @inline(__always) get {
      (Int64(bitPattern: 0x766A_5D4F_3F2D_1801), Int64(bitPattern: 0xF1D9_C5B5_A699_8D81))
    }
  }

  /// Twice the values of MXFP4, plus 16.
  static var float16: (low: Int64, high: Int64) {
    @inline(__always) get {
      (Int64(bitPattern: 0x1C18_1614_1312_1110), Int64(bitPattern: 0x0408_0A0C_0D0E_0F10))
    }
  }

  /// The value of a code of IQ4_NL and IQ4_XS.
  @inline(__always)
  static func number(_ code: UInt8) -> Float {
    let half = code < 8 ? nonlinear.low : nonlinear.high
    return Float(Int8(truncatingIfNeeded: half &>> Int64((code & 7) &* 8)))
  }
}
