import KernelTable

/// How keys and values are kept.
package enum KeyValueType: String, Sendable, CaseIterable {
  /// Half precision, two bytes a value.
  case f16
  /// Bytes with a half-precision scale for each 32 values of a head: 34 bytes for 32 values.
  case q8_0
  /// Single precision, for the accuracy reference.
  case f32

  /// The bytes of one position of one head whose size is padded to `width`.
  func bytesPerPosition(width: Int) -> Int {
    switch self {
    case .f16: width * 2
    case .q8_0: width / 32 * 34
    case .f32: width * 4
    }
  }

  /// The kernel that reads this format.
  func attend(in kernels: KernelTable) -> AttendPositions {
    switch self {
    case .f16: kernels.attention.overHalves
    case .q8_0: kernels.attention.overBytes
    case .f32: kernels.attention.overFloats
    }
  }

  /// The kernel that packs this format for `attention`; nil where it stays as it is.
  func pack(for attention: IntegerAttention) -> PackPositions? {
    switch self {
    case .f16: attention.packHalves
    case .q8_0: attention.packBytes
    case .f32: nil
    }
  }
}
