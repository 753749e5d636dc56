import Foundation
import GGUF
import TestSupport
import Testing

@Suite("Files made by other programs")
struct GGUFConformanceTests {
  private static func files(in folder: String) -> [String] {
    guard Conformance.isAvailable else { return [] }
    let names = try? FileManager.default.contentsOfDirectory(atPath: Conformance.url(folder).path)
    return (names ?? []).filter { $0.hasSuffix(".gguf") }.sorted()
  }

  @Test(
    "Models of every architecture open",
    .enabled(if: Conformance.isAvailable, Conformance.missing),
    arguments: Self.files(in: "architectures"))
  func architecture(name: String) throws {
    let file = try GGUFFile(path: Conformance.url("architectures/\(name)").path)
    let architecture = try file.metadata.requireString("general.architecture")
    #expect(try file.metadata.requireUnsigned("\(architecture).embedding_length") > 0)
    #expect(try file.metadata.requireStrings("tokenizer.ggml.tokens").count == 128)
    #expect(try file.metadata.requireFloats("tokenizer.ggml.scores").count == 128)
    #expect(file.tensors.count > 40)
    let embedding = try #require(file.tensor(named: "token_embd.weight"))
    #expect(embedding.shape.last == 128)
    let end = try #require(file.tensors.last)
    #expect(file.fileSize - (end.byteOffset + end.byteCount) < file.alignment)
  }

  @Test(
    "Vocabularies open, and every string is there",
    .enabled(if: Conformance.isAvailable, Conformance.missing),
    arguments: Self.files(in: "tokenizers"))
  func vocabulary(name: String) throws {
    let file = try GGUFFile(path: Conformance.url("tokenizers/\(name)").path)
    let tokens = try file.metadata.requireStrings("tokenizer.ggml.tokens")
    #expect(file.tensors.isEmpty)
    #expect(tokens.count > 30_000)
    #expect(tokens.reduce(0) { count, _ in count + 1 } == tokens.count)
    #expect(try file.metadata.requireInt32s("tokenizer.ggml.token_type").count == tokens.count)
  }

  @Test(
    "The folders hold what these tests are about",
    .enabled(if: Conformance.isAvailable, Conformance.missing))
  func folders() {
    #expect(Self.files(in: "architectures").count > 20)
    #expect(Self.files(in: "tokenizers").count >= 7)
  }
}
