import Diffs

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A set of edits that is applied, but not yet kept: the next run would take it back.
package struct PendingEdit: Sendable {
  let entry: JournalSets.Entry
  /// The files' paths below the root.
  package let paths: [String]
}

extension EditJournal {
  /// Applies a set of edits; `keep` or `takeBack` has to follow.
  ///
  /// Between the two, a command can check the result.
  ///
  /// - Throws: `EditError`; all files are then as they were, but for code `unfinished`.
  package func apply(_ edits: EditSet) throws(EditError) -> PendingEdit {
    let plan = try ApplyPlan(edits, root: root)
    let entry: JournalSets.Entry
    do {
      entry = try sets.add(plan.record, old: edits.edits.map(\.original.bytes))
    } catch {
      throw EditError.system(error).afterRollback
    }
    do throws(ExchangeFailure) {
      try makeFolders(plan.record)
      try exchanger.carryOut(plan.exchanges)
    } catch {
      throw abandon(entry, plan.record, error)
    }
    return PendingEdit(entry: entry, paths: plan.record.entries.map(\.path))
  }

  /// Keeps what was applied, to be undone later.
  ///
  /// - Throws: `EditError`; the edit was then taken back.
  package func keep(_ pending: PendingEdit) throws(EditError) {
    // Of a set without edits there is nothing to undo.
    guard !pending.paths.isEmpty else {
      try? sets.remove(pending.entry)
      return
    }
    do {
      _ = try sets.move(pending.entry, to: .kept)
    } catch {
      _ = try takeBack(pending)
      throw EditError.system(error).afterRollback
    }
    // What is old may stay for once; the edit itself is done.
    try? prune()
  }

  /// Applies a set of edits and keeps it.
  package func applyAndKeep(_ edits: EditSet) throws(EditError) {
    try keep(try apply(edits))
  }

  private func makeFolders(_ record: JournalRecord) throws(ExchangeFailure) {
    for folder in record.folders {
      do {
        try files.makeFolder(record.path(folder), isPrivate: false)
      } catch {
        throw ExchangeFailure(reason: .system(error))
      }
    }
  }

  /// Forgets a set that could not be applied.
  private func abandon(
    _ entry: JournalSets.Entry, _ record: JournalRecord, _ failure: ExchangeFailure
  ) -> EditError {
    guard failure.stuck.isEmpty else {
      return .unfinished(failure.stuck, why: failure.reason, journal: sets.path(entry))
    }
    // Where this fails, the next run finds a set to take back of which nothing is there.
    removeFolders(record)
    try? sets.remove(entry)
    return failure.reason.code == .changed ? failure.reason : failure.reason.afterRollback
  }

  /// Removes the folders that were made for new files, where they are empty.
  func removeFolders(_ record: JournalRecord) {
    for folder in record.folders.reversed() { try? files.removeFolder(record.path(folder)) }
  }

  /// Removes the oldest sets and copies beyond the limits.
  private func prune() throws(EditError) {
    try root.call { () throws(SystemFailure) in
      var (count, bytes) = (0, 0)
      for entry in try sets.entries().reversed() where entry.stage == .kept {
        count += 1
        bytes += (try? sets.record(of: entry))?.oldBytes ?? 0
        if count > 1, count > limits.sets || bytes > limits.bytes { try sets.remove(entry) }
      }
      for name in try files.names(in: sets.savedFolder).dropLast(max(1, limits.sets)) {
        try files.remove(sets.savedFolder + "/" + name)
      }
    }
  }
}

/// Everything that is to be done for a set of edits, after a look at all of its files.
private struct ApplyPlan {
  var record: JournalRecord
  var exchanges: [Exchange] = []

  init(_ edits: EditSet, root: EditRoot) throws(EditError) {
    var random = SystemRandomNumberGenerator()
    record = JournalRecord(
      title: edits.title, root: root.path,
      token: String(random.next() as UInt64, radix: 36), time: Int(time(nil)), folders: [],
      entries: [])
    var changed: [String] = []
    for edit in edits.edits {
      let location = try root.locate(edit.path)
      if location.relative != edit.path { changed.append(edit.path) }
      let access = try Self.access(edit, location, root, &changed)
      record.entries.append(
        .init(
          path: edit.path, old: edit.originalID, new: edit.updated.map { BlobID(of: $0) },
          oldSize: edit.original.bytes?.count ?? 0, access: access))
      if edit.original.bytes == nil { try addFolders(of: edit.path, root) }
      let index = record.entries.count - 1
      exchanges.append(
        Exchange(
          name: edit.path, target: record.targetPath(index), waiting: record.waitingPath(index),
          from: edit.original.bytes, to: edit.updated, access: access))
    }
    guard changed.isEmpty else { throw .changed(changed, undoing: false) }
  }

  /// Looks whether the file is as it was read; its access, or that of a new file.
  private static func access(
    _ edit: FileEdit, _ location: EditRoot.Location, _ root: EditRoot, _ changed: inout [String]
  ) throws(EditError) -> FileAccess {
    if let updated = edit.updated, updated.count > EditRoot.sizeLimit {
      throw .tooLarge(edit.path, size: updated.count, limit: EditRoot.sizeLimit)
    }
    guard let original = edit.original.bytes else {
      guard location.facts == nil else { throw .alreadyThere(edit.path) }
      return .new(isExecutable: edit.original.isExecutable)
    }
    guard let facts = location.facts else {
      changed.append(edit.path)
      return .new(isExecutable: edit.original.isExecutable)
    }
    try root.check(facts, edit.path)
    let bytes = try root.call { () throws(SystemFailure) in
      try root.files.contents(of: location.absolute)
    }
    if bytes != original { changed.append(edit.path) }
    return facts.access
  }

  /// Notes the folders that a new file needs and that are not there.
  private mutating func addFolders(of path: String, _ root: EditRoot) throws(EditError) {
    for index in path.indices where path[index] == "/" {
      let folder = String(path[..<index])
      guard !record.folders.contains(folder) else { continue }
      let facts = try root.call { () throws(SystemFailure) in
        try root.files.facts(of: record.path(folder))
      }
      if facts == nil { record.folders.append(folder) }
    }
  }
}
