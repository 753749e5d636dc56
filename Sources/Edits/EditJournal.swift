import Diffs

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Applies sets of edits, all or nothing, and takes them back.
///
/// The journal holds a lock on its root as long as it lives, so that two runs do not mix. Before
/// the first file changes, the old bytes are on the disk; a run that was killed is rolled back
/// when the next one opens the journal.
package final class EditJournal {
  /// How many sets can be undone, and how many old bytes are kept for that.
  package struct Limits: Sendable {
    package var sets: Int
    package var bytes: Int

    package init(sets: Int = 20, bytes: Int = 64 << 20) {
      self.sets = sets
      self.bytes = bytes
    }
  }

  /// What became of a run that was killed.
  package struct Recovery: Sendable, Equatable {
    /// Files that were put back, by their paths below the root.
    package var restored: [String] = []
    /// Files that somebody changed in the meantime; they were left as they are, and their old
    /// bytes are in the files named.
    package var conflicts: [SavedCopy] = []

    package var isEmpty: Bool { restored.isEmpty && conflicts.isEmpty }
  }

  /// A copy of a file that was kept because somebody may want it.
  package struct SavedCopy: Sendable, Equatable {
    /// The path below the root.
    package var path: String
    /// Where the copy is; an absolute path.
    package var copy: String
  }

  package let root: EditRoot
  /// What was found of a killed run, and taken back.
  package private(set) var recovered = Recovery()

  let sets: JournalSets
  let limits: Limits
  private let lock: Descriptor
  var files: any FileOperations { root.files }
  var exchanger: Exchanger { Exchanger(files: files) }

  /// Opens the journal of a root, locks it, and rolls back what a killed run left.
  ///
  /// - Parameter stateFolder: the folder for the journals of all roots; made where it is missing.
  /// - Throws: `EditError`, code `busy` where another run holds the lock.
  package init(
    root: EditRoot, stateFolder: String, limits: Limits = Limits()
  ) throws(EditError) {
    self.root = root
    self.limits = limits
    sets = JournalSets(
      folder: Self.folder(of: root, in: stateFolder), files: root.files)
    do throws(SystemFailure) {
      for folder in Self.folders(above: sets.setFolder) + [sets.savedFolder] {
        guard try root.files.facts(of: folder) == nil else { continue }
        try Self.makeFolder(folder, files: root.files)
      }
      let path = sets.folder + "/lock"
      lock = try Descriptor(path, O_RDWR | O_CREAT, .lock, permissions: 0o600)
      guard try lock.lock(path) else { throw SystemFailure(.lock, path, code: EWOULDBLOCK) }
    } catch {
      throw error.code == EWOULDBLOCK ? .busy(root.path) : .system(error)
    }
    recovered = try recover()
  }

  /// Rolls back what a killed run left, where there is any; looks at one folder where not.
  ///
  /// To be called at the start of a run that may read files of the root.
  ///
  /// - Returns: what was done; nil where there was nothing to do, or another run is at work.
  package static func recover(
    root: EditRoot, stateFolder: String
  ) throws(EditError) -> Recovery? {
    let sets = JournalSets(folder: folder(of: root, in: stateFolder), files: root.files)
    guard let entries = try? sets.entries(),
      entries.contains(where: { $0.stage == .applying || $0.stage == .undoing })
    else { return nil }
    do {
      let recovered = try EditJournal(root: root, stateFolder: stateFolder).recovered
      return recovered.isEmpty ? nil : recovered
    } catch  where error.code == .busy {
      return nil
    }
  }

  private static func folder(of root: EditRoot, in stateFolder: String) -> String {
    let name = BlobID(of: Array(root.path.utf8)).description.prefix(16)
    return stateFolder + "/" + name
  }

  /// A folder and all above it, the outermost first.
  private static func folders(above path: String) -> [String] {
    path.indices.filter { path[$0] == "/" && $0 != path.startIndex }.map { String(path[..<$0]) }
      + [path]
  }

  private static func makeFolder(
    _ path: String, files: any FileOperations
  ) throws(SystemFailure) {
    do {
      try files.makeFolder(path, isPrivate: true)
    } catch {
      // Another run may have been faster.
      guard error.isExisting else { throw error }
    }
  }

  /// The sets that can be undone, the newest first.
  package var history: [KeptEdit] {
    get throws(EditError) {
      var history: [KeptEdit] = []
      let entries = try root.call { () throws(SystemFailure) in try sets.entries() }
      for entry in entries.reversed() where entry.stage == .kept {
        let record = try sets.record(of: entry)
        history.append(
          KeptEdit(title: record.title, time: record.time, paths: record.entries.map(\.path)))
      }
      return history
    }
  }
}

/// A set of edits that was applied.
package struct KeptEdit: Sendable, Equatable {
  package let title: String
  /// When it was applied, in seconds since 1970.
  package let time: Int
  /// The files' paths below the root.
  package let paths: [String]
}
