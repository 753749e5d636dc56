import BlockFormats
import GGUF
import SequenceModel
import TestSupport
import Testing
import Transformer

@Suite("Files whose metadata is missing or damaged")
struct MetadataErrorTests {
  @Test(
    "A key that has to be there is named",
    arguments: [
      ("general.architecture", "string"), ("qwen2.block_count", "integer"),
      ("qwen2.context_length", "integer"), ("qwen2.embedding_length", "integer"),
      ("qwen2.feed_forward_length", "integer"), ("qwen2.attention.head_count", "integer"),
      ("qwen2.attention.layer_norm_rms_epsilon", "float32"),
      ("tokenizer.ggml.tokens", "array of string"),
    ])
  func missing(key: String, type: String) throws {
    var model = TinyModel()
    model.set(key, to: nil)
    let error = #expect(throws: GGUFError.self) { _ = try Setting().decoder(model) }
    #expect(error?.code == .missingKey)
    #expect(
      error?.description.contains("the metadata has no '\(key)', expected of type \(type)") == true)
  }

  @Test("Keys with a customary value may be missing")
  func optional() throws {
    var model = TinyModel()
    model.set(".rope.freq_base", to: nil)
    let rows = try Setting().decoder(model).read([1, 2, 3])
    #expect(rows == (try Setting().decoder(TinyFiles.file()).read([1, 2, 3])))
  }

  @Test(
    "A value of another type is refused",
    arguments: [
      "qwen2.block_count", "qwen2.attention.head_count_kv", "qwen2.rope.freq_base",
      "qwen2.rope.scaling.factor", "qwen2.expert_count", "general.architecture",
    ])
  func types(key: String) throws {
    var model = TinyModel()
    model.set(key, to: .bool(true))
    let error = #expect(throws: GGUFError.self) { _ = try Setting().decoder(model) }
    #expect(error?.code == .unexpectedValue)
    #expect(error?.description.contains("'\(key)'") == true)
  }

  @Test("No mixture of odd values crashes or hangs", arguments: 0..<6)
  func mixtures(seed: Int) throws {
    var source = RandomValues(seed: UInt64(seed))
    let base = try TinyModel(storage: .uniform(.f16)).withoutVocabulary()
    let keys = [
      "block_count", "context_length", "embedding_length", "feed_forward_length", "vocab_size",
      "attention.head_count", "attention.head_count_kv", "attention.key_length",
      "attention.value_length", "rope.dimension_count", "rope.freq_base", "attention.scale",
    ]
    let numbers: [UInt64] = [0, 1, 2, 3, 4, 8, 64, 128, 256, 512, 4096, 1 << 20, 1 << 30, 1 << 62]
    var opened = 0
    for _ in 0..<15 {
      var model = base
      for _ in 0..<Int.random(in: 1...2, using: &source) {
        guard let key = keys.randomElement(using: &source),
          let number = numbers.randomElement(using: &source)
        else { continue }
        let isFloat = key == "rope.freq_base" || key == "attention.scale"
        model.set("." + key, to: isFloat ? .float32(Float(number)) : .uint64(number))
      }
      var setting = Setting()
      setting.contextSize = nil
      guard let decoder = try? setting.decoder(model) else { continue }
      opened += 1
      #expect(decoder.vocabularySize == 8)
      _ = try decoder.read([TokenID(opened % 8)])
    }
    #expect(opened < 15)
  }
}

extension TinyModel {
  /// The model with a vocabulary of eight tokens, and one layer, so that it is made at once.
  fileprivate func withoutVocabulary() throws -> TinyModel {
    var model = self
    model.tensors.removeAll { $0.name.hasPrefix("blk.1.") }
    model.set(".block_count", to: .uint32(1))
    model.set(".vocab_size", to: .uint32(8))
    model.set("tokenizer.ggml.tokens", to: nil)
    for index in model.tensors.indices {
      model.tensors[index].values = .constant(0.01)
      if model.tensors[index].name.contains("embd") || model.tensors[index].name.contains("output.")
      {
        model.tensors[index].shape[1] = 8
      }
    }
    return model
  }
}
