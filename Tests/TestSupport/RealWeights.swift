import Foundation
package import Testing

/// The folder of real weights that some tests run on, as the model store fills it.
///
/// It is found through the variable `LATHE_TEST_MODELS` alone, which `scripts/test` sets after it
/// has fetched the models. Tests that need it carry
/// `.enabled(if: RealWeights.isAvailable, RealWeights.missing)`.
package enum RealWeights {
  package static let isAvailable =
    ProcessInfo.processInfo.environment["LATHE_TEST_MODELS"]?.isEmpty == false

  package static let missing: Comment = "LATHE_TEST_MODELS is not set"

  /// The path of the folder.
  package static let folder = ProcessInfo.processInfo.environment["LATHE_TEST_MODELS"] ?? ""

  /// Returns the path of a weight file, such as `qwen2.5-coder-0.5b-instruct-q4_k_m.gguf`.
  package static func path(_ file: String) -> String {
    folder + "/" + file
  }
}
