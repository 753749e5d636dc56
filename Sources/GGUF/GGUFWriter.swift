package import BlockFormats

/// Puts a GGUF file together, in memory: made for tests and for models small enough for that.
///
/// Keys and tensors keep the order in which they were added. What the reader would refuse is
/// refused when it is added.
package struct GGUFWriter {
  /// One metadata value to be written.
  package enum Value: Sendable {
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
    case string(String)
    /// Elements that are all of the type named; no arrays.
    case array(GGUFValueType, [Value])
  }

  struct Tensor {
    let name: String
    let shape: [Int]
    let type: WeightType
    let bytes: [UInt8]
  }

  let version: UInt32
  let alignment: Int
  private(set) var entries: [(key: String, value: Value)] = []
  private(set) var tensors: [Tensor] = []
  private var keys: Set<String> = []
  private var names: Set<String> = []

  /// Begins an empty file.
  ///
  /// - Parameters:
  ///   - version: 2 or 3.
  ///   - alignment: a power of two from 8 to 1048576; written as `general.alignment` where it is
  ///     not 32.
  package init(version: Int = 3, alignment: Int = 32) throws(GGUFError) {
    guard version == 2 || version == 3 else { throw .cannotWriteVersion(version) }
    guard GGUFLimits.isAlignment(alignment) else { throw .cannotAlign(alignment) }
    self.version = UInt32(version)
    self.alignment = alignment
    if alignment != GGUFLimits.defaultAlignment {
      try add("general.alignment", .uint32(UInt32(alignment)))
    }
  }

  /// Appends a key with its value.
  package mutating func add(_ key: String, _ value: Value) throws(GGUFError) {
    guard (1...GGUFLimits.keyBytes).contains(UInt64(key.utf8.count)) else {
      throw .unwritableKey(key)
    }
    guard value.isUniform else { throw .mixedArray(key) }
    guard keys.insert(key).inserted else { throw .keyWrittenTwice(key) }
    entries.append((key, value))
  }

  /// Appends a tensor whose bytes are encoded already.
  ///
  /// - Parameters:
  ///   - name: at most 63 bytes.
  ///   - shape: one to four lengths; the first is the length of a row, a whole number of blocks.
  ///   - type: how `bytes` are to be read.
  ///   - bytes: as many as the shape and the type take.
  package mutating func addTensor(
    _ name: String, shape: [Int], type: WeightType, bytes: [UInt8]
  ) throws(GGUFError) {
    guard (1...GGUFLimits.tensorNameBytes).contains(UInt64(name.utf8.count)) else {
      throw .unwritableTensorName(name)
    }
    guard let size = Self.byteCount(of: shape, type) else {
      throw .unwritableShape(shape, type, tensor: name)
    }
    guard bytes.count == size else {
      throw .wrongByteCount(bytes.count, expected: size, tensor: name)
    }
    guard names.insert(name).inserted else { throw .tensorWrittenTwice(name) }
    tensors.append(Tensor(name: name, shape: shape, type: type, bytes: bytes))
  }

  /// Appends a tensor and encodes its values.
  ///
  /// - Parameter values: as many as the shape holds, the first row first.
  package mutating func addTensor(
    _ name: String, shape: [Int], type: WeightType, values: [Float]
  ) throws(GGUFError) {
    guard let size = Self.byteCount(of: shape, type) else {
      throw .unwritableShape(shape, type, tensor: name)
    }
    guard type.byteCount(values: values.count) == size else {
      throw .wrongValueCount(values.count, shape: shape, tensor: name)
    }
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      values.withUnsafeBufferPointer { source in
        guard let start = source.baseAddress, let end = buffer.baseAddress else { return }
        type.encode(start, count: values.count, into: end)
        count = size
      }
    }
    try addTensor(name, shape: shape, type: type, bytes: bytes)
  }

  /// The size of a tensor; nil for a shape that no tensor of the type can have.
  private static func byteCount(of shape: [Int], _ type: WeightType) -> Int? {
    guard (1...Int(GGUFLimits.dimensions)).contains(shape.count),
      shape.allSatisfy({ $0 >= 1 }), shape[0].isMultiple(of: type.valuesPerBlock),
      let count = GGUFReader.valueCount(of: shape)
    else { return nil }
    return type.byteCount(values: count)
  }
}

extension GGUFWriter.Value {
  /// An array of strings.
  package static func strings(_ strings: [String]) -> Self {
    .array(.string, strings.map(Self.string))
  }

  /// An array of int32.
  package static func int32s(_ numbers: [Int32]) -> Self { .array(.int32, numbers.map(Self.int32)) }

  /// An array of float32.
  package static func floats(_ numbers: [Float]) -> Self {
    .array(.float32, numbers.map(Self.float32))
  }

  /// The type that stands before the value in the file.
  var type: GGUFValueType {
    switch self {
    case .uint8: .uint8
    case .int8: .int8
    case .uint16: .uint16
    case .int16: .int16
    case .uint32: .uint32
    case .int32: .int32
    case .uint64: .uint64
    case .int64: .int64
    case .float32: .float32
    case .float64: .float64
    case .bool: .bool
    case .string: .string
    case .array: .array
    }
  }

  /// Whether an array holds elements of the type that it names, and no arrays.
  fileprivate var isUniform: Bool {
    guard case .array(let type, let elements) = self else { return true }
    return type != .array && elements.allSatisfy { $0.type == type }
  }
}
