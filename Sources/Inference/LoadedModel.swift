import Compute
package import GGUF
package import KernelTable
import ThreadTeam
package import Transformer

/// A model file, opened and ready to read tokens: tokenizer, decoder and worker team.
///
/// `ChatModel` builds conversations on it; benchmarks and scores use it directly.
package final class LoadedModel {
  package let file: GGUFFile
  package let decoder: Decoder
  package let startup: StartupTimes
  /// The instruction set of the kernels that run.
  package let isa: InstructionSet
  /// How many threads compute.
  package var threads: Int { team.count }
  /// The threads of the decoder, free for other work while it does not run.
  let team: WorkerTeam

  /// Opens a model.
  ///
  /// - Throws: `GGUFError` or `TransformerError` when the file is no model that Lathe can run,
  ///   `RuntimeError` when the options ask for what this machine does not have.
  package init(path: String, options: RuntimeOptions) throws {
    var watch = PhaseWatch()
    let kernels = try Self.kernels(for: options)
    if options.policy == .blas { _ = try Self.requireOpenBLAS() }
    file = try GGUFFile(path: path)
    let mapping = watch.lap()
    let count = options.threads ?? ProcessorBudget.recommendedThreads()
    team = WorkerTeam(count: count)
    let starting = watch.lap()
    decoder = try Decoder(
      file: file, contextSize: options.contextSize, keyValueType: options.keyValueType,
      matMul: MatMul(team: team, kernels: kernels, policy: options.policy))
    isa = kernels.isa
    startup = StartupTimes(mapping: mapping, threads: starting, binding: watch.lap())
  }

  private static func kernels(for options: RuntimeOptions) throws -> KernelTable {
    guard let isa = options.isa else { return KernelSelection.best }
    guard InstructionSet.supported.contains(isa) else {
      throw RuntimeError.unsupportedInstructionSet(isa, supported: InstructionSet.supported)
    }
    return KernelSelection.table(for: isa)
  }

  private static func requireOpenBLAS() throws -> OpenBLAS {
    do { return try OpenBLAS.shared.get() } catch {
      throw RuntimeError.noOpenBLAS("\(error)")
    }
  }
}

/// How long the parts of the start took.
package struct StartupTimes: Sendable {
  /// Mapping the file and checking its header.
  package let mapping: Duration
  /// Starting the worker threads.
  package let threads: Duration
  /// Finding the weights and making the key-value cache.
  package let binding: Duration
}

/// Measures phases that follow each other.
struct PhaseWatch {
  private var last = ContinuousClock.now

  /// The time since the lap before, or since the start.
  mutating func lap() -> Duration {
    let now = ContinuousClock.now
    defer { last = now }
    return now - last
  }
}
