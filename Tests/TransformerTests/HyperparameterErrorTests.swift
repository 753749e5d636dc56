import GGUF
import TestSupport
import Testing
import Transformer

@Suite("Files whose hyperparameters make no sense")
struct HyperparameterErrorTests {
  private static let rest = "; the file is damaged or not a text model"

  @Test(
    "A size outside its range is refused",
    arguments: [
      ("block_count", 512), ("context_length", 1 << 30), ("embedding_length", 1 << 17),
      ("feed_forward_length", 1 << 20), ("attention.head_count", 4096),
    ])
  func sizes(key: String, limit: Int) throws {
    for value in [0, limit + 1, Int(UInt32.max), Int.max] {
      try expect(
        "metadata 'qwen2.\(key)' is \(value), but must be between 1 and \(limit)" + Self.rest,
        setting: key, to: .uint64(UInt64(value)))
    }
    try expect(
      "metadata 'qwen2.\(key)' is -1, but must be between 1 and \(limit)" + Self.rest,
      setting: key, to: .int32(-1))
  }

  @Test(
    "Sizes that may be zero or absent have limits as well",
    arguments: [
      ("attention.head_count_kv", 4096), ("attention.key_length", 4096),
      ("attention.value_length", 4096), ("rope.dimension_count", 4096), ("vocab_size", 1 << 24),
    ])
  func optionalSizes(key: String, limit: Int) throws {
    for value in [limit + 1, -1, Int.max, Int.min] {
      try expect(
        "metadata 'qwen2.\(key)' is \(value), but must be between 1 and \(limit)" + Self.rest,
        setting: key, to: .int64(Int64(value)))
    }
  }

  @Test(
    "Zero counts as absent where the writers of files leave it so",
    arguments: [
      "attention.key_length", "attention.value_length", "rope.dimension_count", "vocab_size",
      "expert_count",
    ])
  func zeroIsAbsent(key: String) throws {
    var model = TinyModel()
    model.set("." + key, to: .uint32(0))
    let rows = try Setting().decoder(model).read([1, 2, 3])
    #expect(rows == (try Setting().decoder(TinyFiles.file()).read([1, 2, 3])))
  }

  @Test(
    "Key-value heads have to divide the heads",
    arguments: [(5, 2), (4, 3), (2, 4), (1, 4096)])
  func heads(count: Int, shared: Int) throws {
    var model = TinyModel()
    model.set(".attention.head_count", to: .uint32(UInt32(count)))
    model.set(".attention.head_count_kv", to: .uint32(UInt32(shared)))
    try expect(
      "metadata 'qwen2.attention.head_count_kv' is \(shared), but must divide head_count, "
        + "\(count)" + Self.rest, of: model)
  }

  @Test(
    "A head's size has to be even and the same for keys and values",
    arguments: [
      ("attention.key_length", 63, 63, 63), ("attention.value_length", 32, 64, 32),
      ("attention.key_length", 1, 1, 1), ("embedding_length", 260, 65, 65),
      ("embedding_length", 3, 0, 0),
    ])
  func headSizes(key: String, value: UInt32, size: Int, valueSize: Int) throws {
    try expect(
      "metadata 'qwen2.attention.key_length' is \(size), but must be even and equal to "
        + "value_length, \(valueSize)" + Self.rest, setting: key, to: .uint32(value))
  }

  @Test("Rope turns an even number of values, at most a head's", arguments: [1, 63, 65, 66, 4096])
  func ropeDimensions(count: UInt32) throws {
    try expect(
      "metadata 'qwen2.rope.dimension_count' is \(count), but must be even and at most the "
        + "head's size, 64" + Self.rest, setting: "rope.dimension_count", to: .uint32(count))
  }

  @Test(
    "Numbers that have to be positive and finite are",
    arguments: ["attention.scale", "rope.freq_base", "rope.scaling.factor"],
    [-1, .infinity, -.infinity, .nan] as [Float])
  func numbers(key: String, value: Float) throws {
    try expect(
      "metadata 'qwen2.\(key)' is \(value), but must be positive" + Self.rest,
      setting: key, to: .float32(value))
  }

  @Test("The norm needs an epsilon over zero", arguments: [0, -1e-6, .nan, .infinity] as [Float])
  func epsilon(value: Float) throws {
    try expect(
      "metadata 'qwen2.attention.layer_norm_rms_epsilon' is \(value), but must be positive"
        + Self.rest, setting: "attention.layer_norm_rms_epsilon", to: .float32(value))
  }

  @Test("Rope scaling that Lathe does not know is refused", arguments: ["yarn", "longrope", "su"])
  func ropeScaling(kind: String) throws {
    var model = TinyModel()
    model.set(".rope.scaling.type", to: .string(kind))
    model.set(".rope.scaling.factor", to: .float32(4))
    try expect(
      "this qwen2 model needs rope scaling of type '\(kind)', which Lathe does not support yet",
      code: .unsupportedFeature, of: model)
  }

  @Test("Layers of experts are refused", arguments: TinyModel.Architecture.allCases)
  func experts(architecture: TinyModel.Architecture) throws {
    var model = TinyModel(architecture)
    model.set(".expert_count", to: .uint32(8))
    try expect(
      "this \(architecture) model needs mixture-of-experts layers, which Lathe does not support "
        + "yet", code: .unsupportedFeature, of: model)
  }

  @Test("Attention that is not causal is refused", arguments: TinyModel.Architecture.allCases)
  func causality(architecture: TinyModel.Architecture) throws {
    var model = TinyModel(architecture)
    model.set(".attention.causal", to: .bool(false))
    try expect(
      "this \(architecture) model needs attention that is not causal, which Lathe does not "
        + "support yet", code: .unsupportedFeature, of: model)
    model.set(".attention.causal", to: .bool(true))
    _ = try Setting().decoder(model.file())
  }

  @Test("A part of a split model is refused")
  func split() throws {
    var model = TinyModel()
    model.set("split.count", to: .uint16(3))
    let rest =
      "a model that is split into 3 parts; Lathe runs models in one file: join the parts, for "
      + "example with llama-gguf-split --merge"
    try expect("this file is one part of " + rest, code: .splitModel, of: model)
    model.set("split.no", to: .uint16(1))
    try expect("this file is part 2 of " + rest, code: .splitModel, of: model)
    model.set("split.no", to: .uint16(3))
    try expect("this file is one part of " + rest, code: .splitModel, of: model)
    model.set("split.count", to: .uint16(1))
    _ = try Setting().decoder(model.file())
  }

  @Test("The name of a file tells that it is a part")
  func splitByName() throws {
    let folder = try TemporaryFolder()
    let part = try TinyModel().write(into: folder, as: "m-00002-of-00003.gguf")
    let error = #expect(throws: TransformerError.self) {
      _ = try Setting().decoder(GGUFFile(path: part))
    }
    #expect(
      error?.description.hasPrefix(
        "this file is part 2 of a model that is split into 3 parts, 'm-00001-of-00003.gguf' to "
          + "'m-00003-of-00003.gguf'; ") == true)
    for name in ["m-00001-of-00001.gguf", "m-0000x-of-00003.gguf", "-of-.gguf"] {
      _ = try Setting().decoder(GGUFFile(path: TinyModel().write(into: folder, as: name)))
    }
  }

  @Test("An architecture that Lathe does not know is refused", arguments: ["gpt9", "", "Qwen2"])
  func architecture(name: String) throws {
    var model = TinyModel()
    model.set("general.architecture", to: .string(name))
    try expect(
      "the architecture '\(name)' is not supported; Lathe runs "
        + ArchitectureRegistry.names.joined(separator: ", "),
      code: .unsupportedArchitecture, of: model)
  }

  @Test("A vocabulary without tokens is refused")
  func noTokens() throws {
    var model = TinyModel()
    model.set("tokenizer.ggml.tokens", to: .strings([]))
    try expect(
      "metadata 'tokenizer.ggml.tokens' is 0, but must have at least one token" + Self.rest,
      of: model)
  }

  private func expect(
    _ message: String, setting key: String, to value: GGUFWriter.Value
  ) throws {
    var model = TinyModel()
    model.set("." + key, to: value)
    try expect(message, of: model)
  }

  private func expect(
    _ message: String, code: TransformerError.Code = .invalidHyperparameter, of model: TinyModel
  ) throws {
    var model = model
    // The tensors are looked at last; without them the file is made at once.
    model.tensors = []
    let file = try model.file()
    let error = #expect(throws: TransformerError.self) { _ = try Setting().decoder(file) }
    #expect(error?.code == code)
    #expect(error?.description == message)
  }
}
