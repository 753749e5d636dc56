/// LLaMA 2 and 3, Mistral, CodeLlama and their kin.
///
/// A plain decoder with rope over adjacent pairs. The frequency factors of LLaMA 3.1 and later come
/// as the tensor `rope_freqs.weight`.
enum LlamaFamily: ArchitectureFamily {
  static let name = "llama"

  static func describe(_ hyperparameters: Hyperparameters) throws -> ModelDescription {
    try hyperparameters.plainDecoder(pairing: .adjacent)
  }
}
