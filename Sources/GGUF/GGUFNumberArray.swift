/// An array of numbers or bools, left in the mapped file as it is packed there.
package struct GGUFNumberArray: Sendable {
  /// The type of every element; never a string or an array.
  package let elementType: GGUFValueType
  /// How many elements there are.
  package let count: Int
  let file: MappedFile
  let range: Range<Int>

  /// The packed elements, little endian, at any alignment; valid as long as the file lives.
  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: file.bytes[range]) }
}

extension GGUFNumberArray: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  package subscript(index: Int) -> GGUFValue {
    precondition(indices.contains(index), "index \(index) of an array of \(count)")
    let width = elementType.byteCount ?? 0
    guard let start = bytes.baseAddress,
      let value = GGUFValue(elementType, at: start + index * width)
    else { preconditionFailure("an array of numbers holds no \(elementType.name)") }
    return value
  }
}

extension GGUFNumberArray {
  /// The elements as integers of one width, or the index of the first that does not fit.
  ///
  /// - Returns: nil where the elements are not integers.
  func integers<Number: FixedWidthInteger & BitwiseCopyable>(
    _ type: Number.Type
  ) -> IntegerResult<Number>? {
    switch elementType {
    case .uint8: converted(from: UInt8.self)
    case .int8: converted(from: Int8.self)
    case .uint16: converted(from: UInt16.self)
    case .int16: converted(from: Int16.self)
    case .uint32: converted(from: UInt32.self)
    case .int32: converted(from: Int32.self)
    case .uint64: converted(from: UInt64.self)
    case .int64: converted(from: Int64.self)
    case .float32, .float64, .bool, .string, .array: nil
    }
  }

  /// The elements of a conversion, or where it failed.
  enum IntegerResult<Number> {
    case all([Number])
    case doesNotFit(index: Int)
  }

  private func converted<Stored: FixedWidthInteger & BitwiseCopyable, Number: FixedWidthInteger>(
    from stored: Stored.Type
  ) -> IntegerResult<Number> {
    let bytes = bytes
    var result: [Number] = []
    result.reserveCapacity(count)
    for index in 0..<count {
      let offset = index * MemoryLayout<Stored>.size
      let value = Stored(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Stored.self))
      guard let number = Number(exactly: value) else { return .doesNotFit(index: index) }
      result.append(number)
    }
    return .all(result)
  }

  /// The elements of an array of float32 or float64; nil for other types.
  var floats: [Float]? {
    let bytes = bytes
    switch elementType {
    case .float32:
      return (0..<count).map {
        let bits = bytes.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self)
        return Float(bitPattern: UInt32(littleEndian: bits))
      }
    case .float64:
      return (0..<count).map {
        let bits = bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self)
        return Float(Double(bitPattern: UInt64(littleEndian: bits)))
      }
    default: return nil
    }
  }

  /// The elements of an array of bools; nil for other types.
  var bools: [Bool]? {
    elementType == .bool ? bytes.map { $0 != 0 } : nil
  }
}
