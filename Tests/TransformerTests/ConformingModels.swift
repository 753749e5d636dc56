import Foundation
import GGUF
import SequenceModel
import TestSupport

/// The tiny models with reference logits, one for each architecture of the reference program.
enum ConformingModels {
  /// Those that Lathe runs; whoever adds an architecture adds its model here.
  static let supported = ["llama-dense", "qwen2-dense"]

  /// All others, by the names of their files.
  static let unsupported: [String] = {
    let folder = Conformance.url("architectures").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".gguf") }.map { String($0.dropLast(5)) }
      .filter { !supported.contains($0) }.sorted()
  }()

  static let vocabularySize = 128

  /// The tokens that the reference read.
  static let tokens: [TokenID] = (0..<40).map { (index: TokenID) in
    (3 * index * index + 7 * index + 11) % 128
  }

  static func file(_ name: String) throws -> GGUFFile {
    try GGUFFile(path: Conformance.url("architectures/\(name).gguf").path)
  }

  /// The logits after each token.
  static func logits(_ name: String) throws -> [[Float]] {
    let data = try Conformance.data("architectures/\(name).f32")
    let values = data.withUnsafeBytes { bytes in
      (0..<data.count / 4).map { bytes.loadUnaligned(fromByteOffset: $0 * 4, as: Float.self) }
    }
    return stride(from: 0, to: values.count, by: vocabularySize).map {
      Array(values[$0..<$0 + vocabularySize])
    }
  }
}
