/// Qwen2 and Qwen2.5, and models distilled into them.
///
/// A plain decoder with rope over halves and biases on query, key and value. The reference
/// implementation does not apply `.scale` tensors to the feed-forward matrices.
enum Qwen2Family: ArchitectureFamily {
  static let name = "qwen2"

  static func describe(_ hyperparameters: Hyperparameters) throws -> ModelDescription {
    var model = try hyperparameters.plainDecoder(pairing: .halves)
    model.feedForward.usesTensorScales = false
    return model
  }
}
