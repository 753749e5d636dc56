package import Compute
package import KernelTable
package import Transformer

/// How a model is run: what the user may choose about the engine.
package struct RuntimeOptions: Sendable {
  /// Worker threads; nil takes what this machine recommends.
  package var threads: Int?
  /// How many tokens prompt and answer can have together; nil takes what the model was trained for.
  package var contextSize: Int?
  /// The instruction set of the kernels; nil takes the best that the processor has.
  package var isa: InstructionSet?
  package var policy: MatMulPolicy
  package var keyValueType: KeyValueType
  /// Whether there will be conversations; without them a file needs no chat template.
  package var hasConversations: Bool

  package init(
    threads: Int? = nil, contextSize: Int? = nil, isa: InstructionSet? = nil,
    policy: MatMulPolicy = .auto, keyValueType: KeyValueType = .f16,
    hasConversations: Bool = true
  ) {
    self.threads = threads
    self.contextSize = contextSize
    self.isa = isa
    self.policy = policy
    self.keyValueType = keyValueType
    self.hasConversations = hasConversations
  }

  /// The accuracy reference: float32 products by OpenBLAS, keys and values in float32.
  package func asReference() -> RuntimeOptions {
    var options = self
    options.policy = .blas
    options.keyValueType = .f32
    return options
  }
}
