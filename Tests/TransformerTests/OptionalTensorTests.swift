import BlockFormats
import GGUF
import SequenceModel
import TestSupport
import Testing
import Transformer

@Suite("Tensors that a model may have")
struct OptionalTensorTests {
  private static let tokens: [TokenID] = [5, 77, 200, 31, 8, 8, 120]

  @Test(
    "A scale multiplies its matrix", arguments: TinyModel.Architecture.allCases,
    ["attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"])
  func scales(architecture: TinyModel.Architecture, part: String) throws {
    var scaled = TinyModel(architecture, storage: .uniform(.f32))
    scaled.append("blk.1.\(part).scale", shape: [1], .constant(0.5))
    var halved = TinyModel(architecture, storage: .uniform(.f32))
    halved.change("blk.1.\(part).weight") { $0.halve() }
    let plain = try read(TinyModel(architecture, storage: .uniform(.f32)))
    let result = try read(scaled)
    // The reference applies no scales to the feed-forward matrices of qwen2.
    if architecture == .qwen2, part.hasPrefix("ffn") {
      #expect(result == plain)
    } else {
      #expect(result == (try read(halved)))
      #expect(result != plain)
    }
  }

  @Test("The scale of a feed-forward matrix multiplies its bias, that of attention does not")
  func scaledBiases() throws {
    for part in ["attn_v", "ffn_up"] {
      var scaled = TinyModel(.llama, storage: .uniform(.f32))
      scaled.append("blk.0.\(part).scale", shape: [1], .constant(0.5))
      var halved = TinyModel(.llama, storage: .uniform(.f32))
      halved.change("blk.0.\(part).weight") { $0.halve() }
      let size = part == "attn_v" ? 128 : 512
      scaled.append("blk.0.\(part).bias", shape: [size], .constant(0.75))
      halved.append(
        "blk.0.\(part).bias", shape: [size], .constant(part == "attn_v" ? 0.75 : 0.375))
      #expect(try read(scaled) == read(halved), "\(part)")
    }
  }

  @Test("The scale of a matrix's inputs is known and not used")
  func inputScale() throws {
    var model = TinyModel(storage: .uniform(.f32))
    model.append("blk.0.attn_q.input_scale", shape: [1], .constant(7))
    #expect(try read(model) == read(TinyModel(storage: .uniform(.f32))))
  }

  @Test("A bias of the head is added to the logits")
  func headBias() throws {
    var model = TinyModel(storage: .uniform(.f32))
    model.append("output.bias", shape: [model.vocabulary.tokens.count], .constant(1.5))
    let plain = try read(TinyModel(storage: .uniform(.f32)))
    #expect(try read(model) == plain.map { $0.map { $0 + 1.5 } })
  }

  @Test(
    "Rope factors are numbers other than 0", arguments: [0, -.infinity, .nan, .infinity] as [Float])
  func badRopeFactors(factor: Float) throws {
    var model = TinyModel(.llama, storage: .uniform(.f32))
    model.append("rope_freqs.weight", shape: [32], .constant(factor))
    let file = try model.file()
    let error = #expect(throws: TransformerError.self) { _ = try Setting().decoder(file) }
    #expect(error?.code == .invalidHyperparameter)
    #expect(
      error?.description == "tensor 'rope_freqs.weight' has the value \(factor) at 0, but every "
        + "factor must be a number other than 0; the file is damaged")
  }

  @Test("Rope factors divide the frequencies, as linear scaling does")
  func ropeFactors() throws {
    let plain = try read(TinyModel(.llama, storage: .uniform(.f32)))
    var ones = TinyModel(.llama, storage: .uniform(.f32))
    ones.append("rope_freqs.weight", shape: [32], .constant(1))
    #expect(try read(ones) == plain)
    var twos = TinyModel(.llama, storage: .uniform(.f32))
    twos.append("rope_freqs.weight", shape: [32], .constant(2))
    var linear = TinyModel(.llama, storage: .uniform(.f32))
    linear.set(".rope.scaling.type", to: .string("linear"))
    linear.set(".rope.scaling.factor", to: .float32(2))
    #expect(try read(twos) == read(linear))
    #expect(try read(twos) != plain)
  }

  @Test("Rope over part of a head leaves the rest alone", arguments: [2, 30, 34, 62])
  func partialRope(dimensions: Int) throws {
    var model = TinyModel(storage: .uniform(.f32))
    model.set(".rope.dimension_count", to: .uint32(UInt32(dimensions)))
    let rows = try read(model)
    #expect(rows.allSatisfy { row in row.allSatisfy { $0.isFinite } })
    #expect(rows != (try read(TinyModel(storage: .uniform(.f32)))))
    // The first token stands at position 0, where nothing turns.
    let plain = try read(TinyModel(storage: .uniform(.f32)))
    #expect(normalizedError([rows[0]], [plain[0]]) < 1e-12)
  }

  @Test("The scale of attention is the file's where it has one")
  func attentionScale() throws {
    let plain = try read(TinyModel(storage: .uniform(.f32)))
    var model = TinyModel(storage: .uniform(.f32))
    model.set(".attention.scale", to: .float32(0.125))
    #expect(try read(model) == plain)
    model.set(".attention.scale", to: .float32(0.25))
    #expect(try read(model) != plain)
  }

  private func read(_ model: TinyModel) throws -> [[Float]] {
    try Setting.exact.decoder(model).read(Self.tokens)
  }
}

extension TinyModel.Tensor {
  fileprivate mutating func halve() {
    if case .random(let mean, let spread) = values {
      values = .random(mean: mean / 2, spread: spread / 2)
    }
  }
}
