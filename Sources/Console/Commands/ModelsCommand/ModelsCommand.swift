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
}
