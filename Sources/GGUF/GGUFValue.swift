/// One metadata value, as the file stores it.
package enum GGUFValue: Sendable {
  case uint8(UInt8)
  case int8(Int8)
  case uint16(UInt16)
  case int16(Int16)
  case uint32(UInt32)
  case int32(Int32)
  case uint64(UInt64)
  case int64(Int64)
  case float32(Float)
  case float64(Double)
  case bool(Bool)
  case string(GGUFString)
  case strings(GGUFStringArray)
  case numbers(GGUFNumberArray)
}

extension GGUFValue {
  /// The name of the type for messages, such as `uint32` or `array of string`.
  package var typeName: String {
    switch self {
    case .uint8: GGUFValueType.uint8.name
    case .int8: GGUFValueType.int8.name
    case .uint16: GGUFValueType.uint16.name
    case .int16: GGUFValueType.int16.name
    case .uint32: GGUFValueType.uint32.name
    case .int32: GGUFValueType.int32.name
    case .uint64: GGUFValueType.uint64.name
    case .int64: GGUFValueType.int64.name
    case .float32: GGUFValueType.float32.name
    case .float64: GGUFValueType.float64.name
    case .bool: GGUFValueType.bool.name
    case .string: GGUFValueType.string.name
    case .strings: "array of string"
    case .numbers(let array): "array of \(array.elementType.name)"
    }
  }

  /// The number of an integer of any width; nil for other types.
  var integer: (any BinaryInteger)? {
    switch self {
    case .uint8(let value): value
    case .int8(let value): value
    case .uint16(let value): value
    case .int16(let value): value
    case .uint32(let value): value
    case .int32(let value): value
    case .uint64(let value): value
    case .int64(let value): value
    default: nil
    }
  }

  /// Reads a value of a fixed size; nil for strings and arrays.
  ///
  /// - Parameter bytes: at least `type.byteCount` bytes, at any alignment.
  init?(_ type: GGUFValueType, at start: UnsafeRawPointer) {
    func bits<Bits: FixedWidthInteger & BitwiseCopyable>(_: Bits.Type = Bits.self) -> Bits {
      Bits(littleEndian: start.loadUnaligned(as: Bits.self))
    }
    switch type {
    case .uint8: self = .uint8(bits())
    case .int8: self = .int8(bits())
    case .uint16: self = .uint16(bits())
    case .int16: self = .int16(bits())
    case .uint32: self = .uint32(bits())
    case .int32: self = .int32(bits())
    case .uint64: self = .uint64(bits())
    case .int64: self = .int64(bits())
    case .float32: self = .float32(Float(bitPattern: bits()))
    case .float64: self = .float64(Double(bitPattern: bits()))
    case .bool: self = .bool(bits(UInt8.self) != 0)
    case .string, .array: return nil
    }
  }
}
