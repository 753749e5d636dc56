/// An architecture as data: how to read its description.
///
/// To add one, write a file like `Qwen2Family.swift`, name it in `ArchitectureRegistry`, and add a
/// test against reference logits. A new operation is one more enum case and one more function.
protocol ArchitectureFamily: Sendable {
  /// The name in `general.architecture`.
  static var name: String { get }

  /// Reads what the model is made of.
  ///
  /// - Throws: `TransformerError` or `GGUFError` when the metadata is missing or makes no sense.
  static func describe(_ hyperparameters: Hyperparameters) throws -> ModelDescription
}

/// The architectures that Lathe runs.
package enum ArchitectureRegistry {
  static let families: [any ArchitectureFamily.Type] = [
    LlamaFamily.self,
    Qwen2Family.self,
  ]

  /// The names in `general.architecture` that are known.
  package static var names: [String] { families.map { $0.name } }

  /// The description of a model.
  package static func describe(
    _ hyperparameters: Hyperparameters
  ) throws -> ModelDescription {
    let name = hyperparameters.architecture
    guard let family = families.first(where: { $0.name == name }) else {
      throw TransformerError.unsupportedArchitecture(name, known: names)
    }
    return try family.describe(hyperparameters)
  }
}
