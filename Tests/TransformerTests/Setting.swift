import Compute
import GGUF
import KernelTable
import TestSupport
import ThreadTeam
import Transformer

/// How a decoder is to run.
struct Setting: Sendable, CustomStringConvertible {
  var isa = InstructionSet.supported.last ?? .portable
  var policy = MatMulPolicy.int8
  var keyValueType = KeyValueType.f16
  var threads = 2
  var contextSize: Int? = 1024

  /// The accuracy reference.
  static let exact = Setting(policy: .blas, keyValueType: .f32)

  var description: String { "\(isa) \(policy) \(keyValueType) \(threads) threads" }

  /// Whether the integer path has other kernels for larger batches.
  ///
  /// They round activations in other groups, so that results differ in their last digits from
  /// those of small batches.
  var hasTiles: Bool { KernelSelection.table(for: isa).tiles != nil }

  /// The fewest tokens of a batch that tile kernels read, or would read where there are none.
  var tileBatch: Int { KernelSelection.table(for: isa).tiles?.fewestColumns ?? 9 }

  func decoder(_ file: GGUFFile) throws -> Decoder {
    let door = MatMul(
      team: WorkerTeam(count: threads), kernels: KernelSelection.table(for: isa), policy: policy)
    return try Decoder(
      file: file, contextSize: contextSize, keyValueType: keyValueType, matMul: door)
  }

  func decoder(_ model: TinyModel) throws -> Decoder { try decoder(model.file()) }
}
