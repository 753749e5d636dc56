/// The folder of weight files on this machine.
package struct ModelFolder: Sendable {
  /// How much of a catalog model is here.
  package enum State: Equatable, Sendable {
    case absent
    /// A download was begun and not finished.
    case partial(bytes: UInt64)
    /// A file of the right name has another size than the catalog says.
    case damaged(bytes: UInt64)
    case installed
  }

  /// The path of the folder, which need not exist yet.
  package let path: String

  package init(path: String) {
    self.path = path
  }

  /// Returns the folder that the environment asks for: `LATHE_MODELS`, or else `lathe/models` in
  /// the data folder of the XDG base directories.
  ///
  /// Throws `StoreError.noFolder` where neither that nor `HOME` is set.
  package init(environment: [String: String]) throws(StoreError) {
    func value(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    if let folder = value("LATHE_MODELS") {
      path = folder
    } else if let data = value("XDG_DATA_HOME"), data.hasPrefix("/") {
      path = data + "/lathe/models"
    } else if let home = value("HOME") {
      path = home + "/.local/share/lathe/models"
    } else {
      throw .noFolder
    }
  }

  /// Returns the path that the weights of an entry have or would have.
  package func path(of entry: CatalogEntry) -> String {
    path + "/" + entry.file
  }

  /// Returns the path of the weights of an entry while they are being downloaded.
  package func partialPath(of entry: CatalogEntry) -> String {
    path(of: entry) + ".partial"
  }

  /// Returns whether the weights are here, judged by their size.
  ///
  /// Only `pull` writes the final name, after it checked the sum; a file that the user copied
  /// there is the user's word.
  package func isInstalled(_ entry: CatalogEntry) -> Bool {
    FileSystem.kind(of: path(of: entry)) == .file(size: entry.size)
  }

  /// Returns how much of an entry is here.
  package func state(of entry: CatalogEntry) -> State {
    if case .file(let size) = FileSystem.kind(of: path(of: entry)) {
      return size == entry.size ? .installed : .damaged(bytes: size)
    }
    if case .file(let size) = FileSystem.kind(of: partialPath(of: entry)), size > 0 {
      return .partial(bytes: size)
    }
    return .absent
  }

  /// Returns every model of the catalog with how much of it is here.
  package func list() -> [(entry: CatalogEntry, state: State)] {
    Catalog.entries.map { ($0, state(of: $0)) }
  }

  /// Removes the weights of an entry and what an unfinished download left.
  ///
  /// - Returns: the bytes that this freed, 0 where nothing was here.
  @discardableResult
  package func remove(_ entry: CatalogEntry) throws -> UInt64 {
    var freed: UInt64 = 0
    for path in [path(of: entry), partialPath(of: entry)] {
      guard case .file(let size) = FileSystem.kind(of: path) else { continue }
      try FileSystem.removeFile(path)
      freed += size
    }
    FileSystem.removeTree(downloadPath(of: entry))
    return freed
  }

  /// Returns the folder for what a download needs for a moment.
  func downloadPath(of entry: CatalogEntry) -> String {
    path + "/.download-" + entry.name
  }
}
