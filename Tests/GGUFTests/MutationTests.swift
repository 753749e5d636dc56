import BlockFormats
import GGUF
import Testing

/// Valid files with a few bytes changed: opening them gives a file or an error, never a crash.
@Suite("Mutated files")
struct MutationTests {
  /// A small generator, so that every run makes the same files.
  private struct Generator {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return bound > 0 ? Int(state >> 33) % bound : 0
    }
  }

  private static let awkwardNumbers: [UInt64] = [
    0, 1, 2, 0x7F, 0x80, 0xFF, 0xFFFF, 0x1_0000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF,
    0x1_0000_0000, 1 << 62, UInt64(Int64.max), 1 << 63, UInt64.max - 7, UInt64.max,
  ]

  private static func seedFile() throws -> [UInt8] {
    var writer = try GGUFWriter(alignment: 64)
    try writer.add("general.architecture", .string("test"))
    try writer.add("numbers", .int32s([1, 2, 3]))
    try writer.add("names", .strings(["one", "two", "", "three"]))
    try writer.add("flags", .array(.bool, [.bool(true), .bool(false)]))
    try writer.add("count", .uint64(7))
    try writer.add("rate", .float32(0.5))
    try writer.addTensor("a", shape: [8, 2], type: .f32, values: (0..<16).map { Float($0) })
    try writer.addTensor("b", shape: [32, 2, 2], type: .q4_0, values: (0..<128).map { Float($0) })
    try writer.addTensor("c", shape: [5], type: .f16, values: [1, 2, 3, 4, 5])
    return writer.bytes()
  }

  private static func mutate(_ bytes: inout [UInt8], _ random: inout Generator) {
    let position = random.below(bytes.count)
    switch random.below(6) {
    case 0: bytes[position] ^= 1 << UInt8(random.below(8))
    case 1: bytes[position] = UInt8(random.below(256))
    case 2: bytes.insert(UInt8(random.below(256)), at: position)
    case 3: bytes.removeSubrange(position..<min(bytes.count, position + 1 + random.below(9)))
    case 4: bytes.removeLast(random.below(bytes.count))
    default:
      let number = awkwardNumbers[random.below(awkwardNumbers.count)]
      let width = random.below(2) == 0 ? 4 : 8
      for index in 0..<width where position + index < bytes.count {
        bytes[position + index] = UInt8(truncatingIfNeeded: number >> UInt64(8 * index))
      }
    }
  }

  /// Touches all that the file offers, and returns a number so that nothing is optimised away.
  private static func use(_ file: GGUFFile) -> Int {
    var sum = 0
    for tensor in file.tensors {
      sum += file.unsafeBytes(of: tensor).reduce(0) { $0 &+ Int($1) }
      sum += tensor.valueCount + (file.tensor(named: tensor.name)?.byteCount ?? 0)
    }
    for entry in file.metadata.entries {
      switch entry.value {
      case .strings(let array): sum += array.strings.count
      case .numbers(let array): sum += array.map(\.typeName.count).count
      default: sum += entry.value.typeName.utf8.count
      }
      sum += (try? file.metadata.string(entry.key))?.utf8.count ?? 0
      sum += (try? file.metadata.ints(entry.key))?.count ?? 0
      sum += (try? file.metadata.floats(entry.key))?.count ?? 0
      sum += (try? file.metadata.unsigned(entry.key)) == nil ? 0 : 1
    }
    return sum
  }

  @Test("Thousands of mutations open or throw", arguments: 0..<8)
  func mutations(round: Int) throws {
    let seed = try Self.seedFile()
    var random = Generator(state: UInt64(round))
    var (opened, refused, sum) = (0, 0, 0)
    for _ in 0..<2500 {
      var bytes = seed
      for _ in 0...random.below(3) where !bytes.isEmpty { Self.mutate(&bytes, &random) }
      do {
        sum &+= Self.use(try GGUFFile(bytes: bytes))
        opened += 1
      } catch let error {
        #expect(!error.message.isEmpty)
        refused += 1
      }
    }
    #expect(opened > 100)
    #expect(refused > 1000)
    #expect(sum > 0)
  }

  @Test("Every file that is cut off is refused, except inside the last padding")
  func truncations() throws {
    let seed = try Self.seedFile()
    let end = try #require(try GGUFFile(bytes: seed).tensors.last)
    for length in 0..<end.byteOffset + end.byteCount {
      let error = #expect(throws: GGUFError.self) {
        try GGUFFile(bytes: Array(seed.prefix(length)))
      }
      #expect(error?.code == (length == 0 ? .unreadable : length < 4 ? .notSupported : .truncated))
    }
  }
}
