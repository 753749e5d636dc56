import Diffs

extension EditJournal {
  /// What was taken back.
  package struct Undone: Sendable, Equatable {
    package var title: String
    /// The files that have their old bytes again, by their paths below the root.
    package var paths: [String]
    /// Copies of files that had been changed since, where the undo was forced.
    package var saved: [SavedCopy]
  }

  /// Takes back what was applied and not kept.
  ///
  /// - Parameter force: also takes back files that were changed since; copies of them are kept.
  /// - Throws: `EditError`, code `changed` where files were changed and `force` is not set; nothing
  ///   is then taken back, and the set can be kept.
  @discardableResult
  package func takeBack(
    _ pending: PendingEdit, force: Bool = false
  ) throws(EditError) -> Undone {
    try restore(pending.entry, force ? .save : .refuse)
  }

  /// Takes back the set of edits that was kept last.
  ///
  /// - Parameter force: also takes back files that were changed since; copies of them are kept.
  /// - Throws: `EditError`, code `changed` where files were changed and `force` is not set, and
  ///   `nothingToUndo`; nothing is then taken back.
  package func undo(force: Bool = false) throws(EditError) -> Undone {
    let entries = try root.call { () throws(SystemFailure) in try sets.entries() }
    guard let last = entries.last(where: { $0.stage == .kept }) else {
      throw .nothingToUndo(root.path)
    }
    return try restore(last, force ? .save : .refuse)
  }

  /// Rolls back the sets that a killed run left, and removes what is no longer needed.
  func recover() throws(EditError) -> Recovery {
    var recovery = Recovery()
    let entries = try root.call { () throws(SystemFailure) in try sets.entries() }
    for entry in entries.reversed() {
      switch entry.stage {
      case .kept: break
      case .new, .gone: try root.call { () throws(SystemFailure) in try sets.remove(entry) }
      case .applying, .undoing:
        let undone = try restore(entry, .skip)
        recovery.restored += undone.paths
        recovery.conflicts += undone.saved
      }
    }
    return recovery
  }

  /// What is done about files that are neither as the set left them nor as they were before.
  private enum Conflicts {
    /// Nothing is taken back.
    case refuse
    /// They are taken back, and copies of them are kept.
    case save
    /// They stay, and copies of their old bytes are kept.
    case skip
  }

  private func restore(
    _ entry: JournalSets.Entry, _ conflicts: Conflicts
  ) throws(EditError) -> Undone {
    let record = try sets.record(of: entry)
    let waiting = record.entries.indices.map { record.waitingPath($0) }
    try root.call { () throws(SystemFailure) in try exchanger.sweep(waiting) }
    var plan = RestorePlan(record)
    for index in record.entries.indices {
      let old = try sets.oldBytes(index, of: entry, record)
      plan.add(index, old: old, try standing(record.entries[index].path))
    }
    if conflicts == .refuse, !plan.changed.isEmpty {
      throw .changed(plan.changed.map { record.entries[$0].path }, undoing: true)
    }
    let saved = try saveCopies(plan, entry, conflicts)
    if conflicts == .save { try plan.includeChanged() }
    try carryOut(plan.exchanges, record, entry)
    return Undone(title: record.title, paths: plan.exchanges.map(\.name), saved: saved)
  }

  /// What stands at a path below the root now.
  ///
  /// A folder on the way may have become a link since; what lies behind it is none of ours.
  private func standing(_ path: String) throws(EditError) -> Standing {
    let location: EditRoot.Location
    do {
      location = try root.locate(path)
    } catch {
      guard error.code == .outsideRoot || error.code == .notAFile || error.code == .notFound
      else { throw error }
      return .other
    }
    guard location.relative == path else { return .other }
    return try root.call { () throws(SystemFailure) in
      try Standing(location.absolute, files: files)
    }
  }

  private func carryOut(
    _ exchanges: [Exchange], _ record: JournalRecord, _ entry: JournalSets.Entry
  ) throws(EditError) {
    var entry = entry
    let before = entry.stage
    if before == .kept {
      // From here on, a run that is killed is finished by the next one.
      entry = try root.call { () throws(SystemFailure) in try sets.move(entry, to: .undoing) }
    }
    do throws(ExchangeFailure) {
      try exchanger.carryOut(exchanges)
    } catch {
      throw giveUp(exchanges, &entry, before, error)
    }
    removeFolders(record)
    // Where this fails, the next run finds a set of which nothing is left to take back.
    try? sets.remove(entry)
  }

  /// Leaves a set as it was before an attempt to take it back.
  private func giveUp(
    _ exchanges: [Exchange], _ entry: inout JournalSets.Entry, _ before: JournalSets.Stage,
    _ failure: ExchangeFailure
  ) -> EditError {
    var stuck = failure.stuck
    if stuck.isEmpty, entry.stage != before {
      do {
        entry = try sets.move(entry, to: before)
      } catch {
        stuck = exchanges.map(\.name)
      }
    }
    if !stuck.isEmpty {
      return .unfinished(stuck, why: failure.reason, journal: sets.path(entry))
    }
    return failure.reason.code == .changed
      ? .changed(exchanges.map(\.name), undoing: true) : failure.reason.afterRollback
  }

  /// Keeps copies of what conflicts: of the files as they are, or of their old bytes.
  private func saveCopies(
    _ plan: RestorePlan, _ entry: JournalSets.Entry, _ conflicts: Conflicts
  ) throws(EditError) -> [SavedCopy] {
    var saved: [SavedCopy] = []
    for index in plan.changed {
      let path = plan.record.entries[index].path
      let bytes: [UInt8]? =
        switch (conflicts, plan.standing[index]) {
        case (.skip, _): plan.old[index]
        case (_, .file(let bytes, _)): bytes
        default: nil
        }
      let name = path.split(separator: "/").last ?? ""
      let copy = "\(sets.savedFolder)/\(JournalSets.padded(entry.number))-\(index)-\(name)"
      if let bytes {
        try root.call { () throws(SystemFailure) in
          try files.remove(copy)
          try files.create(copy, bytes, access: .new(isExecutable: false))
        }
        saved.append(SavedCopy(path: path, copy: copy))
      } else if conflicts == .skip {
        saved.append(SavedCopy(path: path, copy: ""))
      }
    }
    return saved
  }
}

/// What is to be done to put the files of a set back.
private struct RestorePlan {
  let record: JournalRecord
  var old: [[UInt8]?] = []
  var standing: [Standing] = []
  /// The entries whose files are neither old nor new.
  var changed: [Int] = []
  var exchanges: [Exchange] = []

  init(_ record: JournalRecord) { self.record = record }

  /// Adds the next entry, with what stands in its place.
  mutating func add(_ index: Int, old bytes: [UInt8]?, _ found: Standing) {
    let entry = record.entries[index]
    old.append(bytes)
    standing.append(found)
    if found.matches(entry.old) { return }
    if found.matches(entry.new) { exchange(index) } else { changed.append(index) }
  }

  /// Takes in the files that were changed, too.
  ///
  /// - Throws: `EditError` for a folder or a link in a file's place.
  mutating func includeChanged() throws(EditError) {
    for index in changed {
      guard standing[index] != .other else {
        throw .specialFile(record.entries[index].path)
      }
      exchange(index)
    }
  }

  private mutating func exchange(_ index: Int) {
    var access = record.entries[index].access
    var from: [UInt8]?
    if case .file(let bytes, let found) = standing[index] { (from, access) = (bytes, found) }
    exchanges.append(
      Exchange(
        name: record.entries[index].path, target: record.targetPath(index),
        waiting: record.waitingPath(index), from: from, to: old[index], access: access))
  }
}
