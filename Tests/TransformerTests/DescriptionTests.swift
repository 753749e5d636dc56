import GGUF
import TestSupport
import Testing
import Transformer

@Suite("What a file's metadata becomes")
struct DescriptionTests {
  @Test("Every number of the description comes from its key")
  func numbers() throws {
    var model = TinyModel(.qwen2, contextSize: 777)
    model.set(".attention.key_length", to: .uint32(32))
    model.set(".attention.value_length", to: .uint32(32))
    model.set(".rope.dimension_count", to: .uint32(16))
    model.set(".rope.freq_base", to: .float32(1e6))
    model.set(".attention.scale", to: .float32(0.25))
    model.set(".vocab_size", to: .uint32(99))
    let description = try ArchitectureRegistry.describe(Hyperparameters(model.file().metadata))
    #expect(description.architecture == "qwen2")
    #expect(description.vocabularySize == 99)
    #expect(description.embeddingSize == 256)
    #expect(description.layerCount == 2)
    #expect(description.trainedContextSize == 777)
    #expect(description.normEpsilon == 1e-6)
    #expect(description.attention.headCount == 4)
    #expect(description.attention.keyValueHeadCount == 2)
    #expect(description.attention.headSize == 32)
    #expect(description.attention.scale == 0.25)
    #expect(description.rope.pairing == .halves)
    #expect(description.rope.dimensions == 16)
    #expect(description.rope.base == 1e6)
    #expect(description.rope.frequencyScale == 1)
    #expect(description.feedForward.kind == .gatedSiLU)
    #expect(description.feedForward.size == 512)
    #expect(!description.feedForward.usesTensorScales)
  }

  @Test("What is absent has its customary value")
  func defaults() throws {
    var model = TinyModel(.llama)
    model.set(".attention.head_count_kv", to: nil)
    model.set(".rope.freq_base", to: nil)
    let description = try ArchitectureRegistry.describe(Hyperparameters(model.file().metadata))
    #expect(description.vocabularySize == model.vocabulary.tokens.count)
    #expect(description.attention.keyValueHeadCount == 4)
    #expect(description.attention.headSize == 64)
    #expect(description.attention.scale == 0.125)
    #expect(description.rope.pairing == .adjacent)
    #expect(description.rope.dimensions == 64)
    #expect(description.rope.base == 10_000)
    #expect(description.feedForward.usesTensorScales)
  }

  @Test(
    "Linear rope scaling, and scaling that changes nothing, are understood",
    arguments: [
      ("linear", 4, 0.25), (nil, 2, 0.5), ("none", 8, 1), ("yarn", 1, 1), ("yarn", 0, 1),
      ("linear", 1, 1), ("linear", nil, 1), (nil, nil, 1),
    ] as [(String?, Float?, Float)])
  func ropeScaling(kind: String?, factor: Float?, expected: Float) throws {
    var model = TinyModel()
    model.set(".rope.scaling.type", to: kind.map { .string($0) })
    model.set(".rope.scaling.factor", to: factor.map { .float32($0) })
    let description = try ArchitectureRegistry.describe(Hyperparameters(model.file().metadata))
    #expect(description.rope.frequencyScale == expected)
  }

  @Test("The context is the one asked for, or the one the model was trained for")
  func contextSize() throws {
    let file = try TinyFiles.file()
    #expect(try Setting(contextSize: nil).decoder(file).contextSize == 4096)
    #expect(try Setting(contextSize: 10).decoder(file).contextSize == 10)
    #expect(try Setting(contextSize: 5000).decoder(file).contextSize == 5000)
    #expect(try Setting(contextSize: 0).decoder(file).contextSize == 1)
  }

  @Test("A context that no memory can hold is refused")
  func hugeContext() throws {
    let file = try TinyFiles.file()
    let large = #expect(throws: TransformerError.self) {
      _ = try Setting(contextSize: 1 << 40).decoder(file)
    }
    #expect(large?.code == .outOfMemory)
    #expect(
      large?.description == "a context of 1099511627776 tokens needs 1073741824 MiB for keys and "
        + "values, which the system refuses; ask for less with --context-size")
    let endless = #expect(throws: TransformerError.self) {
      _ = try Setting(contextSize: .max).decoder(file)
    }
    #expect(endless?.code == .outOfMemory)
    #expect(
      endless?.description == "a context of 9223372036854775807 tokens needs more memory for keys "
        + "and values than can be addressed; ask for less with --context-size")
  }

  @Test("A large context costs nothing until it is used")
  func largeContext() throws {
    let decoder = try Setting(contextSize: 1 << 24).decoder(TinyFiles.file())
    #expect(decoder.contextSize == 1 << 24)
    let rows = try decoder.read([1, 2, 3])
    #expect(rows == (try Setting().decoder(TinyFiles.file()).read([1, 2, 3])))
  }
}
