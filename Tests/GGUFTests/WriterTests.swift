import BlockFormats
import Foundation
import GGUF
import Testing

@Suite("Writer")
struct WriterTests {
  private static let scalars: [(GGUFWriter.Value, String)] = [
    (.uint8(.max), "uint8(255)"), (.int8(.min), "int8(-128)"), (.uint16(.max), "uint16(65535)"),
    (.int16(.min), "int16(-32768)"), (.uint32(.max), "uint32(4294967295)"),
    (.int32(.min), "int32(-2147483648)"), (.uint64(.max), "uint64(18446744073709551615)"),
    (.int64(.min), "int64(-9223372036854775808)"), (.float32(-1.5), "float32(-1.5)"),
    (.float64(1e300), "float64(1e+300)"), (.bool(true), "bool(true)"),
    (.bool(false), "bool(false)"),
  ]

  @Test("Scalars of every type come back", arguments: 0..<scalars.count)
  func scalar(index: Int) throws {
    let (value, expected) = Self.scalars[index]
    var writer = try GGUFWriter()
    try writer.add("key", value)
    let found = try GGUFFile(bytes: writer.bytes()).metadata["key"]
    #expect(found.map { "\($0)" } == expected)
  }

  @Test("Arrays of every type come back", arguments: 0..<scalars.count)
  func array(index: Int) throws {
    let (value, expected) = Self.scalars[index]
    let name = String(expected.prefix { $0 != "(" })
    let type = try #require(GGUFValueType.allCases.first { $0.name == name })
    var writer = try GGUFWriter()
    try writer.add("key", .array(type, [value, value]))
    guard case .numbers(let array)? = try GGUFFile(bytes: writer.bytes()).metadata["key"] else {
      Issue.record("not an array of numbers")
      return
    }
    #expect(array.map { "\($0)" } == [expected, expected])
  }

  @Test("Empty arrays come back", arguments: GGUFValueType.allCases.filter { $0 != .array })
  func emptyArray(type: GGUFValueType) throws {
    var writer = try GGUFWriter()
    try writer.add("key", .array(type, []))
    #expect(
      try GGUFFile(bytes: writer.bytes()).metadata["key"]?.typeName == "array of \(type.name)")
  }

  @Test("Tensors of every type come back", arguments: WeightType.allCases, [8, 32, 4096])
  func tensors(type: WeightType, alignment: Int) throws {
    let values = (0..<3 * 256).map { Float($0 % 17) / 16 - 0.5 }
    let short = Array(values.prefix(type.valuesPerBlock))
    var writer = try GGUFWriter(alignment: alignment)
    try writer.addTensor("first", shape: [type.valuesPerBlock], type: type, values: short)
    try writer.addTensor("second", shape: [256, 3], type: type, values: values)
    let file = try GGUFFile(bytes: writer.bytes())
    #expect(file.alignment == alignment)
    let tensor = try #require(file.tensor(named: "second"))
    #expect(tensor.shape == [256, 3])
    #expect(tensor.byteOffset.isMultiple(of: alignment))
    let bytes = file.unsafeBytes(of: tensor)
    var decoded = [Float](repeating: .nan, count: values.count)
    try decoded.withUnsafeMutableBufferPointer {
      type.decode(
        try #require(bytes.baseAddress), count: values.count, into: try #require($0.baseAddress))
    }
    let worst = zip(values, decoded).map { ($0 - $1).magnitude }.max() ?? .infinity
    #expect(worst < 0.25)
  }

  @Test("Bytes of tensors come back as they are")
  func rawBytes() throws {
    let bytes = (0..<34).map { UInt8($0) }
    var writer = try GGUFWriter(version: 2)
    try writer.addTensor("t", shape: [32], type: .q8_0, bytes: bytes)
    let file = try GGUFFile(bytes: writer.bytes())
    #expect(file.version == 2)
    #expect(Array(file.unsafeBytes(of: file.tensors[0])) == bytes)
  }

  @Test("A file on disk is the bytes in memory")
  func disk() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("writer-\(UUID().uuidString).gguf")
    defer { try? FileManager.default.removeItem(at: url) }
    var writer = try GGUFWriter()
    try writer.add("general.name", .string("tiny"))
    try writer.addTensor("t", shape: [4], type: .f32, values: [1, 2, 3, 4])
    try writer.write(to: url.path)
    #expect(try Data(contentsOf: url) == Data(writer.bytes()))
    let file = try GGUFFile(path: url.path)
    #expect(file.path == url.path)
    #expect(try file.metadata.requireString("general.name") == "tiny")
  }

  @Test("A path that cannot be written to is named")
  func unwritablePath() throws {
    let path = FileManager.default.temporaryDirectory.path
    let error = try #require(throws: GGUFError.self) { try GGUFWriter().write(to: path) }
    #expect(error.code == .notWritable)
    #expect(error.description.hasPrefix("\(path): the file cannot be written: "))
  }

  private static let refusals: [(String, @Sendable (inout GGUFWriter) throws -> Void)] = [
    ("a metadata key has 0 bytes; it must have 1 to 65535", { try $0.add("", .bool(true)) }),
    (
      "the metadata key 'a' was added before",
      {
        try $0.add("a", .bool(true))
        try $0.add("a", .bool(true))
      }
    ),
    (
      "the array 'a' has elements of another type than it names",
      { try $0.add("a", .array(.int32, [.uint32(1)])) }
    ),
    (
      "the array 'a' has elements of another type than it names",
      { try $0.add("a", .array(.array, [])) }
    ),
    (
      "the name '' of a tensor has 0 bytes; it must have 1 to 63",
      { try $0.addTensor("", shape: [1], type: .f32, values: [1]) }
    ),
    (
      "the tensor 'a' was added before",
      {
        try $0.addTensor("a", shape: [1], type: .f32, values: [1])
        try $0.addTensor("a", shape: [1], type: .f32, values: [1])
      }
    ),
    (
      "tensor 'a' of Q8_0 cannot have the shape [16, 2]",
      {
        try $0.addTensor(
          "a", shape: [16, 2], type: .q8_0, values: [Float](repeating: 0, count: 32))
      }
    ),
    (
      "tensor 'a' of F32 cannot have the shape []",
      { try $0.addTensor("a", shape: [], type: .f32, bytes: []) }
    ),
    (
      "tensor 'a' of F32 cannot have the shape [0]",
      { try $0.addTensor("a", shape: [0], type: .f32, bytes: []) }
    ),
    (
      "tensor 'a' needs 8 bytes, not 3",
      { try $0.addTensor("a", shape: [2], type: .f32, bytes: [1, 2, 3]) }
    ),
    (
      "tensor 'a' of the shape [2] cannot hold 3 values",
      { try $0.addTensor("a", shape: [2], type: .f32, values: [1, 2, 3]) }
    ),
  ]

  @Test("What makes no valid file is refused", arguments: 0..<refusals.count)
  func refusal(index: Int) throws {
    let (message, action) = Self.refusals[index]
    var writer = try GGUFWriter()
    let error = try #require(throws: GGUFError.self) { try action(&writer) }
    expect(error, .notWritable, message, at: nil)
  }

  @Test("Versions and alignments that cannot be read are not written")
  func parameters() throws {
    let version = try #require(throws: GGUFError.self) { try GGUFWriter(version: 1) }
    #expect(version.message == "GGUF version 1 cannot be written, only 2 and 3")
    let alignment = try #require(throws: GGUFError.self) { try GGUFWriter(alignment: 48) }
    #expect(alignment.message == "the alignment 48 must be a power of two from 8 to 1048576")
  }
}
