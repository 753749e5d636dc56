import BlockFormats
import GGUF
import Testing

@Suite("Reading tensors")
struct TensorReadingTests {
  private func failure(
    _ count: UInt64 = 1, data: Int = 64, _ body: (inout RawFile) -> Void
  ) throws -> GGUFError {
    try RawFile.withTensors(count, data: data, body).failure()
  }

  @Test("A tensor lies where the file says")
  func place() throws {
    let raw = RawFile.withTensors(2, data: 132) {
      $0.appendTensor("a", shape: [4, 3])
      $0.appendTensor("b", shape: [32, 1, 2, 1], type: 8, offset: 64)
    }
    let file = try GGUFFile(bytes: raw.bytes)
    let second = try #require(file.tensor(named: "b"))
    #expect(file.tensors.map(\.name) == ["a", "b"])
    #expect(file.tensors[0].byteOffset == raw.count - 132)
    #expect(file.tensors[0].byteCount == 48)
    #expect(file.tensors[0].valueCount == 12)
    #expect(second.byteOffset == raw.count - 68)
    #expect(second.shape == [32, 1, 2, 1])
    #expect(second.type == .q8_0)
    #expect(second.byteCount == 68)
    #expect(file.tensor(named: "c") == nil)
  }

  @Test("An empty name is refused")
  func emptyName() throws {
    let error = try failure { $0.appendTensor("", shape: [4]) }
    expect(error, .malformed, "tensor 0 at byte 24 has an empty name", at: 24)
  }

  @Test("A name of 63 bytes is the longest")
  func longName() throws {
    let longest = String(repeating: "n", count: 63)
    let raw = RawFile.withTensors { $0.appendTensor(longest, shape: [4]) }
    #expect(try GGUFFile(bytes: raw.bytes).tensor(named: longest) != nil)
    let error = try failure { $0.appendTensor(longest + "n", shape: [4]) }
    expect(
      error, .malformed,
      "a string of 64 bytes in the description of tensor 0 at byte 24; the limit is 63", at: 24)
  }

  @Test("A name that is not UTF-8 is refused")
  func invalidName() throws {
    let error = try failure {
      $0.append(UInt64(1))
      $0.append([0xFF])
      $0.append([UInt8](repeating: 0, count: 24))
    }
    #expect(
      error.message == "the description of tensor 0 has a name at byte 32 that is not UTF-8")
  }

  @Test("A name that is there twice is refused")
  func duplicate() throws {
    let error = try failure(2) {
      $0.appendTensor("a", shape: [4])
      $0.appendTensor("a", shape: [4], offset: 32)
    }
    expect(error, .malformed, "the tensor 'a' is there a second time at byte 57", at: 57)
  }

  @Test("A tensor has one to four dimensions", arguments: [0, 5, UInt32.max])
  func dimensions(count: UInt32) throws {
    let error = try failure {
      $0.append("a")
      $0.append(count)
      $0.append([UInt8](repeating: 1, count: 64))
    }
    expect(
      error, .malformed,
      "tensor 'a' has \(count) dimensions at byte 33; it must have 1 to 4", at: 33)
  }

  @Test("A dimension is at least 1", arguments: [0, -1, .min] as [Int64])
  func dimension(length: Int64) throws {
    let error = try failure { $0.appendTensor("a", shape: [4, length]) }
    expect(
      error, .malformed,
      "dimension 1 of tensor 'a' is \(length) at byte 45; it must be at least 1", at: 45)
  }

  @Test(
    "A shape whose size overflows is refused",
    arguments: [[1 << 32, 1 << 32], [1 << 62], [Int64.max], [1 << 31, 1 << 31, 2]] as [[Int64]])
  func overflow(shape: [Int64]) throws {
    let error = try failure { $0.appendTensor("a", shape: shape) }
    expect(
      error, .malformed,
      "tensor 'a' with the shape \(shape) at byte 33 is too large to address", at: 33)
  }

  @Test("Padding that overflows is refused")
  func paddingOverflow() throws {
    let error = try failure { $0.appendTensor("a", shape: [Int64.max / 4]) }
    #expect(error.code == .malformed)
    #expect(error.message.contains("is too large to address"))
  }

  @Test("Sizes whose sum overflows are refused")
  func sumOverflow() throws {
    let error = try failure(3) {
      $0.appendTensor("a", shape: [1 << 60])
      $0.appendTensor("b", shape: [1 << 60], offset: 1 << 62)
      $0.appendTensor("c", shape: [1], offset: 1 << 63)
    }
    #expect(error.message.hasPrefix("tensor 'b' with the shape [1152921504606846976]"))
  }

  @Test(
    "Types that cannot be computed with are refused by name",
    arguments: [
      (9, "Q8_1"), (16, "IQ2_XXS"), (34, "TQ1_0"), (40, "NVFP4"), (26, "I32"), (4, "Q4_2"),
    ]
      as [(UInt32, String)])
  func unsupportedType(number: UInt32, name: String) throws {
    let error = try failure { $0.appendTensor("a", shape: [256], type: number) }
    expect(
      error, .unsupportedType,
      "tensor 'a' is stored as \(name), by byte 45, which Lathe cannot compute with; "
        + "choose a file such as Q4_K_M or Q8_0", at: 45)
  }

  @Test("Types that nobody knows are refused by number", arguments: [43, UInt32.max])
  func unknownType(number: UInt32) throws {
    let error = try failure { $0.appendTensor("a", shape: [256], type: number) }
    expect(
      error, .unsupportedType, "tensor 'a' has the unknown type number \(number) at byte 45", at: 45
    )
  }

  @Test(
    "A row is a whole number of blocks",
    arguments: WeightType.allCases.filter { $0.valuesPerBlock > 1 })
  func partialBlock(type: WeightType) throws {
    // The whole tensor would be a multiple of a block, and still no row is.
    let error = try failure { $0.appendTensor("a", shape: [16, 16], type: type.rawValue) }
    expect(
      error, .malformed,
      "tensor 'a' at byte 33 has rows of 16 values, which is not a multiple of the "
        + "\(type.valuesPerBlock) of a \(type.name) block", at: 33)
  }

  @Test("An offset off the alignment is refused")
  func misaligned() throws {
    let error = try failure { $0.appendTensor("a", shape: [4], offset: 8) }
    expect(
      error, .malformed,
      "tensor 'a' has its data at offset 8, by byte 49, which is not a multiple of the alignment 32",
      at: 49)
  }

  @Test(
    "Tensors follow one another without holes or overlaps", arguments: [0, 64, 1 << 62] as [UInt64])
  func misplaced(offset: UInt64) throws {
    let error = try failure(2) {
      $0.appendTensor("a", shape: [4])
      $0.appendTensor("b", shape: [4], offset: offset)
    }
    expect(
      error, .malformed,
      "tensor 'b' has its data at offset \(offset), by byte 82, "
        + "but the tensors before it end at 32", at: 82)
  }

  @Test("A tensor that the file does not hold is named")
  func truncated() throws {
    let error = try failure(2, data: 63) {
      $0.appendTensor("a", shape: [4])
      $0.appendTensor("output.weight", shape: [4, 2], offset: 32)
    }
    expect(
      error, .truncated,
      "tensor 'output.weight' needs 32 bytes at byte 160, but the file has only 191 bytes; "
        + "the download is probably incomplete", at: 160)
  }

  @Test("A description that is cut off is named")
  func cutDescription() throws {
    var file = RawFile(tensors: 1)
    file.appendTensor(String(repeating: "n", count: 40), shape: [4, 4])
    let cut = Array(file.bytes.dropLast(9))
    let error = try #require(throws: GGUFError.self) { try GGUFFile(bytes: cut) }
    #expect(error.code == .truncated)
    #expect(error.message.hasPrefix("the file ends inside the description of tensor 'nnn"))
  }

  @Test("The last tensor needs no padding after it")
  func unpaddedEnd() throws {
    let raw = RawFile.withTensors(data: 4) { $0.appendTensor("a", shape: [1]) }
    #expect(try GGUFFile(bytes: raw.bytes).tensors.count == 1)
  }
}
