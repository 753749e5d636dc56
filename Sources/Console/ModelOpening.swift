import Inference
import ModelStore
import Terminal
import TextModel

/// Finds the model that a command asks for, and opens it.
struct ModelOpening {
  let session: Session
  let options: ResolvedOptions
  let status: StatusOutput

  /// The request for the model; nothing is opened yet.
  ///
  /// With `LATHE_AUTO_PULL=1` the default model is downloaded first where it is not here.
  ///
  /// - Throws: `StoreError` where there is no such model on this machine.
  func request() throws -> EngineRequest {
    let folder = try session.modelFolder()
    let name = options.model ?? defaultName
    let path = try resolve(name, in: folder)
    return EngineRequest(
      path: path, name: name, options: try runtime,
      cancellation: session.interruption.cancellation)
  }

  /// `LATHE_ISA` and `LATHE_MATMUL` are for people who measure; they have no flags.
  private var runtime: RuntimeOptions {
    get throws {
      var runtime = RuntimeOptions(threads: options.threads, contextSize: options.contextSize)
      runtime.keyValueType =
        try session.resolver.choice(spelled: options.keyValueType, "kv-type")
        ?? runtime.keyValueType
      runtime.isa = try session.resolver.choice(nil, "isa")
      runtime.policy = try session.resolver.choice(nil, "matmul") ?? runtime.policy
      return runtime
    }
  }

  /// - Parameter hasConversations: whether the model needs its chat template.
  func open(hasConversations: Bool = true) throws -> any OpenedModel {
    var request = try request()
    request.options.hasConversations = hasConversations
    return try session.engine.open(request)
  }

  private var defaultName: String {
    Catalog.defaultEntry(physicalMemory: MachineResources.current().physicalMemory).name
  }

  private func resolve(_ name: String, in folder: ModelFolder) throws -> String {
    // Whoever names a model may not want gigabytes of it now; who names none wants an answer.
    let mayPull = try options.model == nil && session.resolver.isOn(false, "auto-pull")
    if mayPull, let entry = Catalog.entry(named: name), !folder.isInstalled(entry) {
      return try ModelPull(session: session, status: status).run(entry, into: folder)
    }
    return try folder.resolve(name)
  }
}
