import Diffs
import Edits
import Foundation
import TestSupport
import Testing

struct EditJournalTests {
  @Test func aSetIsAppliedAndUndone() throws {
    let ground = try EditGround()
    let set = try ground.prepareSet()
    let before = try ground.snapshot()
    let journal = try ground.journal()
    try journal.applyAndKeep(set)
    #expect(ground.text("a") == "new a, and longer\n")
    #expect(ground.text("sub/c") == "")
    #expect(ground.text("made/for/it") == "new\n")
    #expect(ground.bytes("gone") == nil)
    let after = try ground.snapshot()
    #expect(after["run.sh"]?.permissions == 0o755)
    #expect(after["sub/c"]?.permissions == 0o600)
    #expect(try journal.history.map(\.title) == ["a set"])
    let undone = try journal.undo()
    #expect(undone.title == "a set")
    #expect(undone.paths == ["a", "run.sh", "sub/c", "gone", "made/for/it", "sub/e"])
    #expect(try ground.snapshot() == before)
    #expect(editError { _ = try journal.undo() }?.code == .nothingToUndo)
  }

  @Test func theSystemsOwnFilesDoTheSame() throws {
    let ground = try EditGround()
    let set = try ground.prepareSet()
    let before = try ground.snapshot()
    let root = try EditRoot(ground.rootPath)
    let journal = try EditJournal(root: root, stateFolder: ground.statePath)
    try journal.applyAndKeep(set)
    #expect(ground.text("run.sh") == "new run\n")
    _ = try journal.undo()
    #expect(try ground.snapshot() == before)
  }

  @Test func whatACheckRefusesIsTakenBack() throws {
    let ground = try EditGround()
    let set = try ground.prepareSet()
    let before = try ground.snapshot()
    let journal = try ground.journal()
    let pending = try journal.apply(set)
    #expect(ground.text("a") == "new a, and longer\n")
    #expect(try journal.history.isEmpty)
    try journal.takeBack(pending)
    #expect(try ground.snapshot() == before)
    #expect(try journal.history.isEmpty)
  }

  @Test func whatACheckPassesCanBeUndone() throws {
    let ground = try EditGround()
    let set = try ground.prepareSet()
    let before = try ground.snapshot()
    do {
      let journal = try ground.journal()
      try journal.keep(try journal.apply(set))
    }
    let journal = try ground.journal()
    #expect(journal.recovered.isEmpty)
    _ = try journal.undo()
    #expect(try ground.snapshot() == before)
  }

  @Test func aRunThatEndedBeforeItsCheckIsTakenBack() throws {
    let ground = try EditGround()
    let set = try ground.prepareSet()
    let before = try ground.snapshot()
    do { _ = try ground.journal().apply(set) }
    let recovery = try EditJournal.recover(
      root: try ground.root(), stateFolder: ground.statePath)
    #expect(recovery?.restored.count == 6)
    #expect(recovery?.conflicts == [])
    #expect(try ground.snapshot() == before)
    let again = try EditJournal.recover(root: try ground.root(), stateFolder: ground.statePath)
    #expect(again == nil)
  }

  @Test func recoveryNeedsNoJournal() throws {
    let ground = try EditGround()
    let recovery = try EditJournal.recover(
      root: try ground.root(), stateFolder: ground.statePath)
    #expect(recovery == nil)
    #expect(!FileManager.default.fileExists(atPath: ground.statePath))
  }

  @Test func recoveryLeavesWhatSomebodyChangedSince() throws {
    let ground = try EditGround()
    let set = try ground.prepareSet()
    do { _ = try ground.journal().apply(set) }
    try ground.write("a", "by hand\n")
    let journal = try ground.journal()
    #expect(ground.text("a") == "by hand\n")
    #expect(ground.text("run.sh") == "old run\n")
    #expect(journal.recovered.restored.contains("run.sh"))
    let copy = try #require(journal.recovered.conflicts.first)
    #expect(copy.path == "a")
    #expect(FileManager.default.contents(atPath: copy.copy) == Data("old a\n".utf8))
  }

  @Test func aSetWithoutEditsLeavesNothingToUndo() throws {
    let ground = try EditGround()
    let journal = try ground.journal()
    try journal.applyAndKeep(try EditSet([]))
    #expect(try journal.history.isEmpty)
    #expect(editError { _ = try journal.undo() }?.code == .nothingToUndo)
  }

  @Test func severalSetsAreUndoneInTurn() throws {
    let ground = try EditGround()
    try ground.write("a", "0")
    for number in 1...4 {
      try ground.journal().applyAndKeep(
        try EditSet([try ground.edit("a", "\(number)")], title: "\(number)"))
    }
    let journal = try ground.journal()
    #expect(try journal.history.map(\.title) == ["4", "3", "2", "1"])
    for number in (0..<4).reversed() {
      _ = try journal.undo()
      #expect(ground.text("a") == "\(number)")
    }
  }

  @Test func oldSetsAreForgottenBeyondTheLimits() throws {
    let ground = try EditGround()
    try ground.write("a", "0")
    func apply(_ number: Int, _ limits: EditJournal.Limits) throws {
      try ground.journal(limits: limits).applyAndKeep(
        try EditSet([try ground.edit("a", String(repeating: "\(number)", count: 100))]))
    }
    for number in 1...5 { try apply(number, .init(sets: 3)) }
    #expect(try ground.journal().history.count == 3)
    // The sets have 100 old bytes each; the newest one stays whatever the limit is.
    try apply(6, .init(sets: 3, bytes: 250))
    #expect(try ground.journal().history.count == 2)
    try apply(7, .init(sets: 3, bytes: 10))
    #expect(try ground.journal().history.count == 1)
  }

  @Test func anUndoRefusesFilesThatWereChangedSince() throws {
    let ground = try EditGround()
    let set = try ground.prepareSet()
    let before = try ground.snapshot()
    let journal = try ground.journal()
    try journal.applyAndKeep(set)
    try ground.write("sub/c", "by hand\n")
    let edited = try ground.snapshot()
    let error = editError { _ = try journal.undo() }
    #expect(error?.code == .changed)
    #expect(error?.message.contains("'sub/c' changed since") == true)
    #expect(try ground.snapshot() == edited)
    let undone = try journal.undo(force: true)
    #expect(undone.saved.map(\.path) == ["sub/c"])
    let copy = FileManager.default.contents(atPath: undone.saved.first?.copy ?? "")
    #expect(copy == Data("by hand\n".utf8))
    var after = try ground.snapshot()
    // The permissions are those of the file that stood there.
    after["sub/c"]?.permissions = 0o600
    #expect(after == before)
  }

  @Test func aFolderInAFilesPlaceIsNotForcedAway() throws {
    let ground = try EditGround()
    try ground.write("a", "old")
    let journal = try ground.journal()
    try journal.applyAndKeep(try EditSet([try ground.edit("a", "new")]))
    try FileManager.default.removeItem(atPath: ground.rootPath + "/a")
    try FileManager.default.createDirectory(
      atPath: ground.rootPath + "/a", withIntermediateDirectories: true)
    #expect(editError { _ = try journal.undo() }?.code == .changed)
    #expect(editError { _ = try journal.undo(force: true) }?.code == .notAFile)
    #expect(try journal.history.count == 1)
  }

  @Test func anUndoDoesNotFollowAFolderThatBecameALink() throws {
    let ground = try EditGround()
    try ground.write("sub/a", "old")
    let journal = try ground.journal()
    try journal.applyAndKeep(try EditSet([try ground.edit("sub/a", "new")]))
    let outside = ground.folder.path("outside")
    try FileManager.default.moveItem(atPath: ground.rootPath + "/sub", toPath: outside)
    try FileManager.default.createSymbolicLink(
      atPath: ground.rootPath + "/sub", withDestinationPath: outside)
    #expect(editError { _ = try journal.undo() }?.code == .changed)
    #expect(editError { _ = try journal.undo(force: true) }?.code == .notAFile)
    #expect(FileManager.default.contents(atPath: outside + "/a") == Data("new".utf8))
  }

  @Test func permissionsAndOwnersAreKept() throws {
    let ground = try EditGround()
    try ground.write("a", "old", permissions: 0o4751)
    let path = ground.rootPath + "/a"
    // Only the superuser can give a file away.
    let owner: uid_t = geteuid() == 0 ? 4321 : geteuid()
    #expect(chown(path, owner, getegid()) == 0)
    #expect(chmod(path, 0o4751) == 0)
    let journal = try ground.journal()
    func check() {
      var info = stat()
      #expect(stat(path, &info) == 0)
      #expect(info.st_uid == owner)
      #expect(info.st_mode & 0o7777 == 0o4751)
    }
    try journal.applyAndKeep(try EditSet([try ground.edit("a", "new")]))
    #expect(ground.text("a") == "new")
    check()
    _ = try journal.undo()
    check()
  }

  @Test func filesThatChangedSinceTheyWereReadAreNotOverwritten() throws {
    let ground = try EditGround()
    let set = try ground.prepareSet()
    try ground.write("sub/c", "by hand\n")
    let before = try ground.snapshot()
    let error = editError { try ground.journal().applyAndKeep(set) }
    #expect(error?.code == .changed)
    #expect(error?.message.contains("'sub/c'") == true)
    try FileManager.default.removeItem(atPath: ground.rootPath + "/sub/c")
    #expect(editError { try ground.journal().applyAndKeep(set) }?.code == .changed)
    try ground.write("sub/c", "old c\n", permissions: 0o600)
    try ground.write("sub/e", "somebody made it\n")
    #expect(editError { try ground.journal().applyAndKeep(set) }?.code == .changed)
    #expect(ground.text("a") == "old a\n")
    #expect(before["a"] == (try ground.snapshot()["a"]))
  }

  @Test func aFileThatChangesAtTheLastMomentIsNotOverwritten() throws {
    let ground = try EditGround()
    let set = try ground.prepareSet()
    let target = try ground.root().path + "/a"
    let other = ground.rootPath + "/sub/c"
    // While the first file is renamed, somebody writes the third one.
    let files = FaultyFiles(beforeRename: { path in
      guard path == target else { return }
      try? Data("by hand\n".utf8).write(to: URL(fileURLWithPath: other))
    })
    let error = editError { try ground.journal(files).applyAndKeep(set) }
    #expect(error?.code == .changed)
    #expect(ground.text("a") == "old a\n")
    #expect(ground.text("run.sh") == "old run\n")
    #expect(ground.text("sub/c") == "by hand\n")
    #expect(try ground.journal().recovered.isEmpty)
  }

  @Test func aNewFileDoesNotOverwriteOneThatAppears() throws {
    let ground = try EditGround()
    let set = try ground.prepareSet()
    let target = try ground.root().path + "/sub/e"
    let files = FaultyFiles(beforeRename: { path in
      if path == target { try? Data("mine".utf8).write(to: URL(fileURLWithPath: target)) }
    })
    #expect(editError { try ground.journal(files).applyAndKeep(set) }?.code == .changed)
    #expect(ground.text("sub/e") == "mine")
    #expect(ground.text("a") == "old a\n")
  }

  @Test func twoRunsDoNotMix() throws {
    let ground = try EditGround()
    let first = try ground.journal()
    let error = editError { _ = try ground.journal() }
    #expect(error?.code == .busy)
    #expect(error?.message.contains(first.root.path) == true)
    let other = try EditGround()
    _ = try EditJournal(root: try other.root(), stateFolder: ground.statePath)
  }

  @Test func aDamagedRecordIsNamed() throws {
    let ground = try EditGround()
    let set = try ground.prepareSet()
    do { _ = try ground.journal().apply(set) }
    let names = try FileManager.default.subpathsOfDirectory(atPath: ground.statePath)
    let record = try #require(names.first { $0.hasSuffix("/record") })
    let path = ground.statePath + "/" + record
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    bytes[20] ^= 1
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let error = editError { _ = try ground.journal() }
    #expect(error?.code == .damagedJournal)
    #expect(error?.message.contains(ground.statePath) == true)
    try Data().write(to: URL(fileURLWithPath: path))
    #expect(editError { _ = try ground.journal() }?.code == .damagedJournal)
  }

  @Test func aStateFolderThatCannotBeIsNamed() throws {
    let ground = try EditGround()
    try ground.folder.write("state", "a file")
    let error = editError { _ = try ground.journal() }
    #expect(error?.code == .system)
    #expect(error?.message.contains("make the folder") == true)
  }

  @Test(arguments: 0..<30) func randomEditsAreAppliedAndUndone(_ seed: Int) throws {
    var random = RandomValues(seed: UInt64(seed))
    let ground = try EditGround()
    let ends: [[UInt8]] = [[0x0A], [0x0D, 0x0A]]
    for name in ["a", "b", "sub/c"] {
      let lines = (0..<Int.random(in: 0..<20, using: &random)).map { _ in
        [UInt8.random(in: 0x20...0xFF, using: &random)] + (ends.randomElement(using: &random) ?? [])
      }
      try ground.write(name, Array(lines.joined().dropLast(Int.random(in: 0..<2, using: &random))))
    }
    var versions = [try ground.snapshot()]
    let journal = try ground.journal()
    for _ in 0..<4 {
      var edits: [FileEdit] = []
      for name in ["a", "b", "sub/c"] {
        let original = try ground.root().original(at: name)
        let count = ByteLines(original.bytes ?? []).count
        let line = Int.random(in: 1...(count + 1), using: &random)
        let part: Replacement =
          line <= count && Bool.random(using: &random)
          ? .lines(line...line, text: "new\n") : .insertion(beforeLine: line, text: "new\n")
        edits.append(try FileEdit(original, replacing: [part]))
      }
      let set = try EditSet(edits)
      try journal.applyAndKeep(set)
      for edit in set.edits { #expect(ground.bytes(edit.path) == edit.updated) }
      versions.append(try ground.snapshot())
    }
    while let version = versions.popLast(), !versions.isEmpty {
      #expect(try ground.snapshot() == version)
      _ = try journal.undo()
    }
  }
}
