import ArgumentParser
import ModelStore

struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "Download and manage models.",
    subcommands: [
      PullCommand.self, ListCommand.self, ShowCommand.self, PathCommand.self, WarmCommand.self,
      RemoveCommand.self,
    ],
    defaultSubcommand: ListCommand.self)
}

extension Session {
  /// The catalog's entry of a name; without one, the catalog's choice for this machine.
  ///
  /// - Throws: `StoreError.unknownModel` with the nearest names.
  func entry(named name: String?) throws -> CatalogEntry {
    guard let name else {
      return Catalog.defaultEntry(physicalMemory: MachineResources.current().physicalMemory)
    }
    guard let entry = Catalog.entry(named: name) else {
      throw StoreError.unknownModel(name: name, near: Catalog.names(near: name))
    }
    return entry
  }

  /// The name of the model that a command is about, the one used by default without one, and the
  /// path of its weights.
  ///
  /// - Throws: `StoreError` where they are not on this machine.
  func weights(named name: String?) throws -> (name: String, path: String) {
    let name = try name ?? resolver.text(nil, "model") ?? entry(named: nil).name
    return (name, try modelFolder().resolve(name))
  }
}
