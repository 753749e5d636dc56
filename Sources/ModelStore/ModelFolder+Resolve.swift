extension ModelFolder {
  /// Returns the path of the weights that MODEL means, a catalog name or the path of a file.
  ///
  /// A word with a slash or the ending `.gguf` is a path; another word is a catalog name, or else
  /// the name of a file in the current folder.
  ///
  /// Throws `StoreError.notDownloaded` or `.wrongSize` for a catalog model that is not whole here,
  /// `.unknownModel` with the nearest names, `.missingFile` or `.notAFile` for a path.
  package func resolve(_ model: String) throws(StoreError) -> String {
    if let entry = Catalog.entry(named: model) {
      return try resolve(entry)
    }
    switch FileSystem.kind(of: model) {
    case .file: return model
    case .nothing where looksLikeFile(model): throw .missingFile(path: model)
    case .nothing: throw .unknownModel(name: model, near: Catalog.names(near: model))
    case .folder, .other: throw .notAFile(path: model)
    }
  }

  /// Returns the path of the weights of an entry that is on this machine.
  package func resolve(_ entry: CatalogEntry) throws(StoreError) -> String {
    let path = path(of: entry)
    switch FileSystem.kind(of: path) {
    case .file(let size) where size == entry.size:
      return path
    case .file(let size):
      throw .wrongSize(name: entry.name, path: path, found: size, expected: entry.size)
    case .nothing:
      throw .notDownloaded(name: entry.name, path: path)
    case .folder, .other:
      throw .notAFile(path: path)
    }
  }

  private func looksLikeFile(_ model: String) -> Bool {
    model.contains("/") || model.lowercased().hasSuffix(".gguf")
  }
}
