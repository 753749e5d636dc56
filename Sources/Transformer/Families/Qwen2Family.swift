/// Qwen2 and Qwen2.5, and models distilled into them.
///
/// A plain decoder with rope over halves and biases on query, key and value.
enum Qwen2Family: ArchitectureFamily {
  static let name = "qwen2"

  static func describe(_ hyperparameters: Hyperparameters) throws -> ModelDescription {
    try hyperparameters.plainDecoder(pairing: .halves)
  }
}
