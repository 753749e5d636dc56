import Compute
import GGUF
import KernelTable
import TestSupport
import Testing
import Transformer

@Suite(
  "Architectures against the reference",
  .enabled(if: Conformance.isAvailable, Conformance.missing))
struct ArchitectureConformanceTests {
  private static let settings = InstructionSet.supported.flatMap { isa in
    [MatMulPolicy.blas, .auto].map { policy in
      Setting(isa: isa, policy: policy, keyValueType: .f32, threads: 1, contextSize: nil)
    }
  }

  @Test("One batch gives the reference's logits", arguments: ConformingModels.supported, settings)
  func oneBatch(name: String, setting: Setting) throws {
    let decoder = try setting.decoder(ConformingModels.file(name))
    let rows = try decoder.read(ConformingModels.tokens)
    #expect(normalizedError(rows, try ConformingModels.logits(name)) <= 1e-6)
    #expect(decoder.contextSize == 256)
    #expect(decoder.vocabularySize == ConformingModels.vocabularySize)
  }

  @Test("Token by token gives them too", arguments: ConformingModels.supported, settings)
  func tokenByToken(name: String, setting: Setting) throws {
    let decoder = try setting.decoder(ConformingModels.file(name))
    let rows = try decoder.read(
      ConformingModels.tokens, split: Array(repeating: 1, count: 40))
    #expect(normalizedError(rows, try ConformingModels.logits(name)) <= 1e-6)
    #expect(decoder.tokenCount == 40)
  }

  @Test("Any split gives them too", arguments: ConformingModels.supported, settings)
  func splits(name: String, setting: Setting) throws {
    let decoder = try setting.decoder(ConformingModels.file(name))
    let truth = try ConformingModels.logits(name)
    for seed in 1...3 {
      let split = randomSplit(40, seed: UInt64(seed))
      decoder.truncate(to: 0)
      let rows = try decoder.read(ConformingModels.tokens, split: split)
      #expect(normalizedError(rows, truth) <= 1e-6, "\(split)")
    }
  }

  @Test("Keys and values in half precision change little", arguments: ConformingModels.supported)
  func halves(name: String) throws {
    let decoder = try Setting(policy: .blas).decoder(ConformingModels.file(name))
    let rows = try decoder.read(ConformingModels.tokens)
    #expect(normalizedError(rows, try ConformingModels.logits(name)) <= 1e-5)
  }

  @Test("The reference has logits of every model", arguments: ConformingModels.supported)
  func reference(name: String) throws {
    let rows = try ConformingModels.logits(name)
    #expect(rows.count == 40)
    #expect(rows.allSatisfy { $0.count == 128 && $0.contains { $0 != 0 } })
  }

  @Test(
    "What Lathe cannot run is refused by the name of the architecture or feature",
    arguments: ConformingModels.unsupported)
  func refusals(name: String) throws {
    let file = try ConformingModels.file(name)
    let architecture = try file.metadata.requireString("general.architecture")
    let error = #expect(throws: TransformerError.self) { _ = try Setting().decoder(file) }
    if ArchitectureRegistry.names.contains(architecture) {
      #expect(error?.code == .unsupportedFeature)
      #expect(
        error?.description == "this \(architecture) model needs mixture-of-experts layers, "
          + "which Lathe does not support yet")
    } else {
      #expect(error?.code == .unsupportedArchitecture)
      #expect(
        error?.description == "the architecture '\(architecture)' is not supported; Lathe runs "
          + ArchitectureRegistry.names.joined(separator: ", "))
    }
  }

  @Test("There are models to refuse, and the supported ones are known")
  func registry() {
    #expect(ConformingModels.unsupported.count >= 20)
    #expect(ArchitectureRegistry.names == ["llama", "qwen2"])
  }
}
