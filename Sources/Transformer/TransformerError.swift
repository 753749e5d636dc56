/// Why a model file cannot be run.
package struct TransformerError: Error, Equatable, CustomStringConvertible {
  package enum Code: Sendable {
    case unsupportedArchitecture, unsupportedFeature, splitModel, invalidHyperparameter,
      tensorMismatch
    case outOfMemory
  }

  package let code: Code
  /// What is wrong, with the numbers, and what to do about it.
  package let description: String
}

extension TransformerError {
  static func unsupportedArchitecture(_ name: String, known: [String]) -> Self {
    Self(
      code: .unsupportedArchitecture,
      description: "the architecture '\(name)' is not supported; Lathe runs "
        + known.joined(separator: ", "))
  }

  static func unsupportedFeature(_ feature: String, architecture: String) -> Self {
    Self(
      code: .unsupportedFeature,
      description: "this \(architecture) model needs \(feature), which Lathe does not support yet")
  }

  static func splitModel(_ split: SplitModel) -> Self {
    let part = split.part.map { "part \($0)" } ?? "one part"
    let files = split.files.map { ", '\($0.first)' to '\($0.last)'" } ?? ""
    return Self(
      code: .splitModel,
      description: "this file is \(part) of a model that is split into \(split.count) "
        + "parts\(files); Lathe runs models in one file: join the parts, for example with "
        + "llama-gguf-split --merge")
  }

  static func ropeFactor(_ index: Int, _ value: Float) -> Self {
    Self(
      code: .invalidHyperparameter,
      description: "tensor '\(GlobalTensor.ropeFactors)' has the value \(value) at \(index), but "
        + "every factor must be a number other than 0; the file is damaged")
  }

  static func invalidHyperparameter(_ key: String, _ value: some Any, _ rule: String) -> Self {
    Self(
      code: .invalidHyperparameter,
      description: "metadata '\(key)' is \(value), but \(rule); the file is damaged or not a "
        + "text model")
  }

  /// All tensors that are missing, have a wrong shape, or are not known, in one error.
  static func tensors(_ problems: [String]) -> Self {
    let shown = problems.prefix(8)
    let rest = problems.count - shown.count
    let more = rest > 0 ? "; and \(rest) more" : ""
    return Self(
      code: .tensorMismatch,
      description: "the file's tensors do not fit its metadata: "
        + shown.joined(separator: "; ") + more)
  }

  /// A context for which there is no memory; `bytes` is nil where the size exceeds an `Int`.
  static func contextTooLarge(_ tokens: Int, bytes: Int?) -> Self {
    let need =
      bytes.map { "\($0 >> 20) MiB for keys and values, which the system refuses" }
      ?? "more memory for keys and values than can be addressed"
    return Self(
      code: .outOfMemory,
      description: "a context of \(tokens) tokens needs \(need); ask for less with --context-size")
  }
}
