import BlockFormats
import Compute
import KernelTable
import TestSupport
import Testing
import Transformer

@Suite("Decoders against plain arithmetic")
struct PlainDecoderTests {
  private static let storages: [TinyModelStorage] = [
    .uniform(.f32), .uniform(.f16), .uniform(.bf16), .uniform(.q8_0), .uniform(.q5_1), .q4_K_M,
    .everyIntegerFormat,
  ]

  @Test(
    "The float path agrees to the precision of float32", arguments: TinyModel.Architecture.allCases,
    storages)
  func floats(architecture: TinyModel.Architecture, storage: TinyModelStorage) throws {
    try compare(architecture, storage, isTied: false, .exact, limit: 1e-11)
  }

  @Test(
    "A tied model's head is its embedding", arguments: TinyModel.Architecture.allCases,
    [TinyModelStorage.uniform(.f32), .q4_K_M])
  func tied(architecture: TinyModel.Architecture, storage: TinyModelStorage) throws {
    try compare(architecture, storage, isTied: true, .exact, limit: 1e-11)
  }

  @Test("Every instruction set's float path agrees", arguments: InstructionSet.supported)
  func instructionSets(isa: InstructionSet) throws {
    let setting = Setting(isa: isa, policy: .blas, keyValueType: .f32)
    try compare(.qwen2, .q4_K_M, isTied: false, setting, limit: 1e-11)
    try compare(.llama, .q4_K_M, isTied: false, setting, limit: 1e-11)
  }

  @Test(
    "The integer path is close", arguments: InstructionSet.supported,
    [TinyModelStorage.uniform(.q8_0), .q4_K_M, .everyIntegerFormat])
  func integers(isa: InstructionSet, storage: TinyModelStorage) throws {
    try compare(.qwen2, storage, isTied: false, Setting(isa: isa), limit: 1e-3)
    let automatic = Setting(isa: isa, policy: .auto)
    try compare(.llama, storage, isTied: false, automatic, limit: 1e-3)
  }

  private func compare(
    _ architecture: TinyModel.Architecture, _ storage: TinyModelStorage, isTied: Bool,
    _ setting: Setting, limit: Double
  ) throws {
    let file = try TinyFiles.file(architecture, storage, isTied: isTied)
    let decoder = try setting.decoder(file)
    let tokens = randomTokens(12, below: decoder.vocabularySize)
    let truth = try TinyFiles.truth(architecture, storage, isTied: isTied, of: tokens)
    for size in [12, 1] {
      decoder.truncate(to: 0)
      let rows = try decoder.read(tokens, split: Array(repeating: size, count: 12 / size))
      #expect(normalizedError(rows, truth) < limit, "\(setting), \(size) at a time")
    }
  }
}
