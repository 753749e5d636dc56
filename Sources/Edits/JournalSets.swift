/// The folder of a journal: a folder for each set of edits, whose name says how far it is.
///
/// A set comes to be as `7.new`, is renamed to `7.applying` when its record and the old bytes are
/// on the disk, to `7.kept` when the edit is there to stay, to `7.undoing` while it is taken back,
/// and to `7.gone` to be removed. A rename is one step and needs no space on the disk.
struct JournalSets {
  enum Stage: String {
    case new, applying, kept, undoing, gone
  }

  struct Entry: Equatable {
    var number: Int
    var stage: Stage
  }

  /// The folder of this root's journal.
  let folder: String
  let files: any FileOperations

  var setFolder: String { folder + "/sets" }
  var savedFolder: String { folder + "/saved" }

  func path(_ entry: Entry) -> String {
    "\(setFolder)/\(Self.padded(entry.number)).\(entry.stage.rawValue)"
  }

  static func padded(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 8 - digits.utf8.count)) + digits
  }

  /// All sets, the oldest first.
  func entries() throws(SystemFailure) -> [Entry] {
    try files.names(in: setFolder).compactMap { name in
      let parts = name.split(separator: ".")
      guard parts.count == 2, let number = Int(parts[0]), number > 0,
        let stage = Stage(rawValue: String(parts[1]))
      else { return nil }
      return Entry(number: number, stage: stage)
    }.sorted { $0.number < $1.number }
  }

  func nextNumber() throws(SystemFailure) -> Int {
    let saved = try files.names(in: savedFolder).compactMap { Int($0.prefix { $0 != "-" }) }
    let highest = max(try entries().last?.number ?? 0, saved.max() ?? 0)
    return highest < Int.max ? highest + 1 : highest
  }

  /// Writes a set's record and old bytes, and makes it one that recovery sees.
  func add(_ record: JournalRecord, old: [[UInt8]?]) throws(SystemFailure) -> Entry {
    let entry = Entry(number: try nextNumber(), stage: .new)
    let path = path(entry)
    do {
      try files.makeFolder(path, isPrivate: true)
      for (index, bytes) in old.enumerated() {
        guard let bytes else { continue }
        try files.create("\(path)/\(index)", bytes, access: .new(isExecutable: false))
      }
      try files.create("\(path)/record", record.encoded, access: .new(isExecutable: false))
      try files.synchronize(path)
      return try move(entry, to: .applying)
    } catch {
      try? erase(path)
      throw error
    }
  }

  func record(of entry: Entry) throws(EditError) -> JournalRecord {
    let path = path(entry)
    do throws(SystemFailure) {
      guard let record = JournalRecord(try files.contents(of: path + "/record")) else {
        throw SystemFailure(.read, path, code: 0)
      }
      return record
    } catch {
      guard error.code == 0 || error.isMissing else { throw .system(error) }
      throw .damagedJournal(path)
    }
  }

  /// The bytes that a file of the set had before; nil where there was none.
  func oldBytes(
    _ index: Int, of entry: Entry, _ record: JournalRecord
  ) throws(EditError) -> [UInt8]? {
    guard let id = record.entries[index].old else { return nil }
    do {
      let bytes = try files.contents(of: "\(path(entry))/\(index)")
      guard Standing.file(bytes: bytes, access: .new(isExecutable: false)).matches(id) else {
        throw EditError.damagedJournal(path(entry))
      }
      return bytes
    } catch let error as SystemFailure {
      throw error.isMissing ? .damagedJournal(path(entry)) : .system(error)
    } catch {
      throw .damagedJournal(path(entry))
    }
  }

  func move(_ entry: Entry, to stage: Stage) throws(SystemFailure) -> Entry {
    let moved = Entry(number: entry.number, stage: stage)
    try files.rename(path(entry), to: path(moved))
    do {
      try files.synchronize(setFolder)
    } catch {
      // What failed must not have happened.
      try files.rename(path(moved), to: path(entry))
      throw error
    }
    return moved
  }

  /// Removes a set that is no longer needed.
  func remove(_ entry: Entry) throws(SystemFailure) {
    let gone = entry.stage == .new || entry.stage == .gone ? entry : try move(entry, to: .gone)
    try erase(path(gone))
  }

  private func erase(_ path: String) throws(SystemFailure) {
    guard try files.facts(of: path) != nil else { return }
    for name in try files.names(in: path) { try files.remove(path + "/" + name) }
    try files.removeFolder(path)
  }
}
