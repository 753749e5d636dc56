import BlockFormats
import GGUF
import TestSupport
import Testing
import Transformer

@Suite("Files whose tensors do not fit")
struct TensorErrorTests {
  private static let beginning = "the file's tensors do not fit its metadata: "

  @Test(
    "A missing tensor is named",
    arguments: [
      "token_embd.weight", "output_norm.weight", "blk.0.attn_norm.weight",
      "blk.1.ffn_norm.weight", "blk.0.attn_q.weight", "blk.1.attn_k.weight",
      "blk.0.attn_v.weight", "blk.1.attn_output.weight", "blk.0.ffn_gate.weight",
      "blk.1.ffn_up.weight", "blk.0.ffn_down.weight",
    ])
  func missing(name: String) throws {
    var model = TinyModel()
    model.tensors.removeAll { $0.name == name }
    try expect("'\(name)' is missing", of: model)
  }

  @Test("A model may lack the head and the biases")
  func optional() throws {
    var model = TinyModel()
    model.tensors.removeAll { $0.name.hasSuffix(".bias") || $0.name == "output.weight" }
    let rows = try Setting().decoder(model).read([1, 2, 3])
    #expect(rows.allSatisfy { row in row.allSatisfy { $0.isFinite } })
  }

  @Test(
    "A wrong shape is named, with the one that is expected",
    arguments: [
      ("blk.0.attn_k.weight", [256, 256], "[256, 128]"),
      ("blk.1.attn_q.weight", [512, 256], "[256, 256]"),
      ("blk.1.ffn_down.weight", [256, 512], "[512, 256]"),
      ("blk.0.attn_v.weight", [256, 64, 2], "[256, 128]"),
      ("blk.0.attn_v.weight", [256], "[256, 128]"),
      ("blk.1.attn_norm.weight", [256, 1], "[256]"),
      ("output_norm.weight", [255], "[256]"),
      ("blk.0.attn_q.bias", [128], "[256]"),
    ])
  func shapes(name: String, shape: [Int], expected: String) throws {
    var model = TinyModel()
    model.change(name) { $0.shape = shape }
    try expect("'\(name)' has the shape \(shape), expected \(expected)", of: model)
  }

  @Test(
    "A tensor that the architecture does not know is not overlooked",
    arguments: ["blk.0.attn_q_norm.weight", "blk.2.attn_norm.weight", "rope_factors_long.weight"])
  func unknown(name: String) throws {
    var model = TinyModel()
    model.append(name, shape: [256], .constant(1))
    try expect("'\(name)' is not part of this architecture", of: model)
  }

  @Test("Tensors of other sizes than the vocabulary are named")
  func vocabulary() throws {
    var model = TinyModel()
    model.set(".vocab_size", to: .uint32(100))
    let count = model.vocabulary.tokens.count
    try expect(
      "'token_embd.weight' has the shape [256, \(count)], expected [256, 100]; "
        + "'output.weight' has the shape [256, \(count)], expected [256, 100]", of: model)
  }

  @Test("All problems are in one error, in the order of the model")
  func several() throws {
    var model = TinyModel()
    model.append("extra.weight", shape: [3], .constant(0))
    model.tensors.removeAll { $0.name == "blk.1.attn_q.weight" || $0.name == "output_norm.weight" }
    model.change("blk.0.ffn_up.weight") { $0.shape = [256, 256] }
    try expect(
      "'output_norm.weight' is missing; "
        + "'blk.0.ffn_up.weight' has the shape [256, 256], expected [256, 512]; "
        + "'blk.1.attn_q.weight' is missing; 'extra.weight' is not part of this architecture",
      of: model)
  }

  @Test("Of many problems eight are shown and the rest counted")
  func many() throws {
    var model = TinyModel()
    model.tensors.removeAll { $0.name.hasPrefix("blk.1.") && !$0.name.hasSuffix(".bias") }
    let names = [
      "attn_norm", "ffn_norm", "attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up",
    ]
    let shown = names.map { "'blk.1.\($0).weight' is missing" }.joined(separator: "; ")
    try expect(shown + "; and 1 more", of: model)
  }

  @Test("More layers than the file has are problems of its tensors")
  func layers() throws {
    var model = TinyModel()
    model.set(".block_count", to: .uint32(512))
    let error = #expect(throws: TransformerError.self) { _ = try Setting().decoder(model) }
    #expect(error?.code == .tensorMismatch)
    #expect(error?.description.hasSuffix("; and \(510 * 9 - 8) more") == true)
  }

  @Test(
    "Vectors and the embedding may be stored in any format",
    arguments: [WeightType.f16, .bf16, .q8_0, .q6_K])
  func vectorFormats(type: WeightType) throws {
    var model = TinyModel(storage: .uniform(.f32))
    for index in model.tensors.indices where model.tensors[index].shape[0] == 256 {
      model.tensors[index].type = type
    }
    let rows = try Setting.exact.decoder(model).read([1, 2, 3])
    let truth = try Setting.exact.decoder(TinyFiles.file(.qwen2, .uniform(.f32))).read([1, 2, 3])
    #expect(normalizedError(rows, truth) < 0.01)
    #expect(rows != truth)
  }

  private func expect(_ problems: String, of model: TinyModel) throws {
    let file = try model.file()
    let error = #expect(throws: TransformerError.self) { _ = try Setting().decoder(file) }
    #expect(error?.code == .tensorMismatch)
    #expect(error?.description == Self.beginning + problems)
  }
}
