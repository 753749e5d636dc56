package import GGUF

/// Typed reading of a model's metadata: keys are given without the architecture's prefix.
///
/// The writers of some files leave zero where a value is absent; `positive…` reads zero as absent.
package struct Hyperparameters {
  package let architecture: String
  private let metadata: GGUFMetadata

  /// Reads `general.architecture`.
  package init(_ metadata: GGUFMetadata) throws {
    self.metadata = metadata
    architecture = try metadata.requireString("general.architecture")
  }

  private func full(_ key: String) -> String { "\(architecture).\(key)" }

  /// A whole number that has to be there, from 1 to `limit`.
  func size(_ key: String, limit: Int = 1 << 24) throws -> Int {
    let value = try metadata.requireInt(full(key))
    guard value >= 1, value <= limit else {
      throw TransformerError.invalidHyperparameter(
        full(key), value, "must be between 1 and \(limit)")
    }
    return value
  }

  /// A whole number from 1 to `limit`, or nil when it is absent or zero.
  func positiveSize(_ key: String, limit: Int = 1 << 24) throws -> Int? {
    guard let value = try metadata.int(full(key)), value != 0 else { return nil }
    return try size(key, limit: limit)
  }

  /// A positive, finite number, or nil when it is absent or zero.
  func positiveFloat(_ key: String) throws -> Float? {
    guard let value = try metadata.float(full(key)), value != 0 else { return nil }
    guard value.isFinite, value > 0 else {
      throw TransformerError.invalidHyperparameter(full(key), value, "must be positive")
    }
    return value
  }

  /// A positive, finite number that has to be there.
  func float(_ key: String) throws -> Float {
    let value = try metadata.requireFloat(full(key))
    guard value.isFinite, value > 0 else {
      throw TransformerError.invalidHyperparameter(full(key), value, "must be positive")
    }
    return value
  }

  /// A text, or nil when it is absent.
  func string(_ key: String) throws -> String? { try metadata.string(full(key)) }

  /// Fails unless a count is absent or zero.
  func refuse(_ key: String, as feature: String) throws {
    if let value = try metadata.int(full(key)), value != 0 {
      throw TransformerError.unsupportedFeature(feature, architecture: architecture)
    }
  }

  /// Fails where a flag that is true by custom is there and false.
  func refuseFalse(_ key: String, as feature: String) throws {
    if try metadata.bool(full(key)) == false {
      throw TransformerError.unsupportedFeature(feature, architecture: architecture)
    }
  }

  /// The size of the vocabulary: the model's own key, else the length of the token list.
  func vocabularySize() throws -> Int {
    if let size = try positiveSize("vocab_size") { return size }
    let count = try metadata.requireStrings("tokenizer.ggml.tokens").count
    guard count > 0 else {
      throw TransformerError.invalidHyperparameter(
        "tokenizer.ggml.tokens", count, "must have at least one token")
    }
    return count
  }
}
