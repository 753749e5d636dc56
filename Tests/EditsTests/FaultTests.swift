import Edits
import Foundation
import TestSupport
import Testing

/// Lets every operation fail, one by one.
struct FaultTests {
  private typealias Snapshot = [String: EditGround.Item]

  /// How often the work calls the file system when all goes well, from the journal's opening on.
  private static func operations(undo: Bool) throws -> Int {
    let ground = try EditGround(isInMemory: true)
    let set = try ground.prepareSet()
    if undo { try ground.journal().applyAndKeep(set) }
    let files = FaultyFiles()
    try work(undo ? nil : set, ground, files)
    return files.operations
  }

  /// Applies and keeps a set; without one, undoes the last.
  private static func work(
    _ set: EditSet?, _ ground: EditGround, _ files: FaultyFiles
  ) throws {
    let journal = try ground.journal(files)
    if let set { try journal.applyAndKeep(set) } else { _ = try journal.undo() }
  }

  private static let applying = (try? operations(undo: false)) ?? 0
  private static let undoing = (try? operations(undo: true)) ?? 0

  private struct Trial {
    let ground: EditGround
    let old: Snapshot
    let new: Snapshot
    var error: EditError?

    /// Runs the work with a fault.
    init(undo: Bool, _ fault: FaultyFiles.Fault) throws {
      ground = try EditGround(isInMemory: true)
      let set = try ground.prepareSet()
      old = try ground.snapshot()
      try ground.journal().applyAndKeep(set)
      new = try ground.snapshot()
      if !undo { _ = try ground.journal().undo() }
      let trial = ground
      error = editError {
        try FaultTests.work(undo ? nil : set, trial, FaultyFiles(fault))
      }
    }

    var isOld: Bool { get throws { try ground.snapshot() == old } }
    var isNew: Bool { get throws { try ground.snapshot() == new } }

    /// Whether all files are old; a folder made for them may be left, with nothing in it.
    var hasOldFiles: Bool {
      get throws {
        try ground.snapshot().filter { $1.bytes != nil } == old.filter { $1.bytes != nil }
      }
    }

    /// Each file by itself is old or new, whatever the others are.
    func checkFiles() throws {
      let now = try ground.snapshot()
      for name in Set(old.keys).union(new.keys) {
        #expect(now[name] == old[name] || now[name] == new[name], "\(name)")
      }
    }

    /// After the next run all is old, or all is new and can be undone.
    func checkRecovery() throws {
      let journal = try ground.journal()
      #expect(journal.recovered.conflicts == [])
      if try journal.history.isEmpty {
        #expect(try hasOldFiles)
      } else {
        #expect(try isNew)
        _ = try journal.undo()
        #expect(try isOld)
      }
    }
  }

  @Test func thereAreManyOperations() {
    #expect(Self.applying > 60)
    #expect(Self.undoing > 40)
  }

  @Test(arguments: [false, true]) func anyOperationFails(undo: Bool) throws {
    for place in 0..<(undo ? Self.undoing : Self.applying) {
      let code = [ENOSPC, EACCES, EIO][place % 3]
      let trial = try Trial(undo: undo, .once(at: place, code: code))
      let (isOld, isNew) = (try trial.hasOldFiles, try trial.isNew)
      #expect(isOld || isNew, "operation \(place): \(trial.error?.message ?? "no error")")
      // An error says that nothing came of it, and that is so.
      if let error = trial.error {
        #expect(undo ? isNew : isOld, "operation \(place): \(error.message)")
        #expect(error.code != .unfinished, "operation \(place): \(error.message)")
      } else {
        #expect(undo ? isOld : isNew, "operation \(place)")
      }
      try trial.checkRecovery()
    }
  }

  @Test(arguments: [false, true]) func theProcessDiesAnywhere(undo: Bool) throws {
    for place in 0..<(undo ? Self.undoing : Self.applying) {
      let trial = try Trial(undo: undo, .crash(at: place))
      try trial.checkFiles()
      try trial.checkRecovery()
    }
  }

  @Test(arguments: [false, true]) func theDiskFillsUpAnywhere(undo: Bool) throws {
    for place in 0..<(undo ? Self.undoing : Self.applying) {
      let trial = try Trial(undo: undo, .full(from: place))
      if let error = trial.error {
        #expect(error.code == .diskFull, "operation \(place): \(error.message)")
        #expect(undo ? try trial.isNew : try trial.isOld, "operation \(place): \(error.message)")
      }
      try trial.checkRecovery()
    }
  }

  /// Recovery itself can be killed, and the next one goes on.
  @Test func theProcessDiesWhileItRecovers() throws {
    for place in 0..<60 {
      let ground = try EditGround(isInMemory: true)
      let set = try ground.prepareSet()
      let old = try ground.snapshot()
      do { _ = try ground.journal().apply(set) }
      _ = editError { _ = try ground.journal(FaultyFiles(.crash(at: place))) }
      let journal = try ground.journal()
      #expect(journal.recovered.conflicts == [])
      #expect(try ground.snapshot() == old, "operation \(place)")
      #expect(try journal.history.isEmpty)
    }
  }

  @Test func wordsTellWhatHappened() throws {
    let ground = try EditGround(isInMemory: true)
    let set = try ground.prepareSet()
    let journal = try ground.journal(FaultyFiles(.full(from: 40)))
    let error = editError { try journal.applyAndKeep(set) }
    #expect(error?.code == .diskFull)
    #expect(
      error?.message.hasSuffix(
        "No space left on device; free some space and try again; all files are as they were")
        == true)
  }
}
