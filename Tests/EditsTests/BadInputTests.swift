import Edits
import Foundation
import TestSupport
import Testing

struct BadInputTests {
  private func code(_ ground: EditGround, _ path: String) -> EditError.Code? {
    editError { _ = try ground.root().original(at: path) }?.code
  }

  @Test func aFileOf200MegabytesIsNotRead() throws {
    let ground = try EditGround()
    try ground.write("big", "")
    #expect(truncate(ground.rootPath + "/big", 200 << 20) == 0)
    let files = FaultyFiles()
    let error = editError { _ = try ground.root(files).original(at: "big") }
    #expect(error?.code == .tooLarge)
    #expect(
      error?.message == "'big' has 209715200 bytes, more than the limit of 16777216 for edits;"
        + " it was not read")
    #expect(files.filesRead == 0)
  }

  @Test func aFileThatGrewHugeIsNotRead() throws {
    let ground = try EditGround()
    try ground.write("a", "old")
    let set = try EditSet([try ground.edit("a", "new")])
    #expect(truncate(ground.rootPath + "/a", 200 << 20) == 0)
    #expect(editError { try ground.journal().applyAndKeep(set) }?.code == .tooLarge)
    try ground.write("a", "old")
    try ground.journal().applyAndKeep(set)
    #expect(truncate(ground.rootPath + "/a", 200 << 20) == 0)
    let files = FaultyFiles()
    #expect(editError { _ = try ground.journal(files).undo() }?.code == .changed)
  }

  @Test func aResultThatIsTooLargeIsRefused() throws {
    let ground = try EditGround()
    try ground.write("a", "old")
    let edit = FileEdit(
      try ground.root().original(at: "a"),
      updated: [UInt8](repeating: 0x61, count: EditRoot.sizeLimit + 1))
    #expect(editError { try ground.journal().applyAndKeep(try EditSet([edit])) }?.code == .tooLarge)
    #expect(ground.text("a") == "old")
  }

  @Test func aLineOfFiveMegabytesIsEdited() throws {
    let ground = try EditGround()
    let long = [UInt8](repeating: 0x78, count: 5_000_000)
    try ground.write("a", long + [0x0A, 0x62, 0x0A])
    let edit = try FileEdit(
      try ground.root().original(at: "a"), replacing: [.lines(2...2, text: "c")])
    let set = try EditSet([edit])
    #expect(set.diff.count > 5_000_000)
    let journal = try ground.journal()
    try journal.applyAndKeep(set)
    #expect(ground.bytes("a") == long + [0x0A, 0x63, 0x0A])
    _ = try journal.undo()
    #expect(ground.bytes("a") == long + [0x0A, 0x62, 0x0A])
  }

  @Test func anEmptyFileIsEdited() throws {
    let ground = try EditGround()
    try ground.write("a", "")
    let edit = try FileEdit(
      try ground.root().original(at: "a"), replacing: [.everything(text: "x\n")])
    try ground.journal().applyAndKeep(try EditSet([edit]))
    #expect(ground.text("a") == "x\n")
  }

  @Test func pathsThatLeaveTheRootAreRefused() throws {
    let ground = try EditGround()
    try ground.folder.write("outside", "x")
    #expect(code(ground, "../outside") == .outsideRoot)
    #expect(code(ground, "sub/../../outside") == .outsideRoot)
    #expect(code(ground, ground.folder.path("outside")) == .outsideRoot)
    #expect(code(ground, "/etc/hostname") == .outsideRoot)
    #expect(editError { _ = try ground.root().newFile(at: "../made") }?.code == .outsideRoot)
    #expect(editError { _ = try ground.root().newFile(at: "none/../../made") }?.code == .notFound)
    #expect(editError { _ = try ground.root().newFile(at: "a/..") } != nil)
    // A folder beside the root whose name begins like the root's.
    try FileManager.default.createDirectory(
      atPath: ground.rootPath + "2", withIntermediateDirectories: true)
    try ground.folder.write("root2/a", "x")
    #expect(code(ground, "../root2/a") == .outsideRoot)
  }

  @Test func pathsThatStayInTheRootAreResolved() throws {
    let ground = try EditGround()
    try ground.write("a", "x")
    #expect(try ground.root().original(at: "sub/../a").path == "a")
    #expect(try ground.root().original(at: ground.rootPath + "/a").path == "a")
    #expect(try ground.root().newFile(at: "sub/../b").path == "b")
  }

  @Test func linksOutOfTheRootAreRefused() throws {
    let ground = try EditGround()
    let outside = try ground.folder.write("outside", "x")
    func link(_ name: String, to target: String) throws {
      try FileManager.default.createSymbolicLink(
        atPath: ground.rootPath + "/" + name, withDestinationPath: target)
    }
    try link("out", to: outside)
    try link("folder", to: ground.folder.path)
    try link("nowhere", to: "missing")
    let error = editError { _ = try ground.root().original(at: "out") }
    #expect(error?.code == .outsideRoot)
    #expect(error?.message.contains("is a link to") == true)
    #expect(code(ground, "folder/outside") == .outsideRoot)
    #expect(code(ground, "nowhere") == .notAFile)
    #expect(editError { _ = try ground.root().newFile(at: "folder/made") }?.code == .outsideRoot)
    #expect(editError { _ = try ground.root().newFile(at: "nowhere/made") }?.code == .notAFile)
  }

  @Test func aLinkInsideOfTheRootIsFollowed() throws {
    let ground = try EditGround()
    try ground.write("sub/real", "old")
    try FileManager.default.createSymbolicLink(
      atPath: ground.rootPath + "/link", withDestinationPath: "sub/real")
    let original = try ground.root().original(at: "link")
    #expect(original.path == "sub/real")
    try ground.journal().applyAndKeep(
      try EditSet([FileEdit(original, updated: Array("new".utf8))]))
    #expect(ground.text("sub/real") == "new")
    let target = try FileManager.default.destinationOfSymbolicLink(
      atPath: ground.rootPath + "/link")
    #expect(target == "sub/real")
  }

  @Test func aLinkThatComesInTheFilesPlaceIsNotWrittenThrough() throws {
    let ground = try EditGround()
    let outside = try ground.folder.write("outside", "old")
    try ground.write("a", "old")
    let set = try EditSet([try ground.edit("a", "new")])
    try FileManager.default.removeItem(atPath: ground.rootPath + "/a")
    try FileManager.default.createSymbolicLink(
      atPath: ground.rootPath + "/a", withDestinationPath: outside)
    #expect(editError { try ground.journal().applyAndKeep(set) }?.code == .outsideRoot)
    #expect(FileManager.default.contents(atPath: outside) == Data("old".utf8))
  }

  @Test func theFilesOfGitAreNotEdited() throws {
    let ground = try EditGround()
    try FileManager.default.createDirectory(
      atPath: ground.rootPath + "/.git/hooks", withIntermediateDirectories: true)
    try ground.write(".git/config", "x")
    #expect(code(ground, ".git/config") == .outsideRoot)
    #expect(
      editError { _ = try ground.root().newFile(at: ".git/hooks/pre-commit") }?.code
        == .outsideRoot)
    #expect(editError { _ = try ground.root().newFile(at: "sub/.GIT/x") }?.code == .outsideRoot)
  }

  @Test func whatIsNoFileToEditIsRefused() throws {
    let ground = try EditGround()
    #expect(code(ground, "missing") == .notFound)
    #expect(code(ground, "") == .notFound)
    #expect(code(ground, "a\0b") == .notFound)
    #expect(code(ground, "sub") == .notAFile)
    #expect(code(ground, ".") == .notAFile)
    #expect(code(ground, "/dev/null") == .outsideRoot)
    try ground.write("a", "x")
    #expect(code(ground, "a/b") == .notFound)
    #expect(editError { _ = try ground.root().newFile(at: "a/b") }?.code == .notFound)
    #expect(editError { _ = try ground.root().newFile(at: "b/") }?.code == .notFound)
    #expect(mkfifo(ground.rootPath + "/pipe", 0o644) == 0)
    #expect(code(ground, "pipe") == .notAFile)
    #expect(code(ground, String(repeating: "x", count: 5000)) == .system)
    #expect(editError { _ = try EditRoot(ground.rootPath + "/a") }?.code == .notFound)
    #expect(editError { _ = try EditRoot(ground.rootPath + "/none") }?.code == .notFound)
  }

  @Test func aReadOnlyFileIsRefused() throws {
    let ground = try EditGround()
    try ground.write("a", "old")
    let set = try EditSet([try ground.edit("a", "new")])
    try ground.write("b", "x", permissions: 0o444)
    #expect(code(ground, "b") == .readOnly)
    #expect(chmod(ground.rootPath + "/a", 0o444) == 0)
    #expect(editError { try ground.journal().applyAndKeep(set) }?.code == .readOnly)
    #expect(ground.text("a") == "old")
  }

  /// Permissions do not bind the superuser, so the system's answer is made up here.
  @Test func aFolderThatCannotBeReadIsNamed() throws {
    let ground = try EditGround()
    try ground.write("sub/a", "x")
    let before = FaultyFiles()
    _ = try ground.root(before)
    for step in 0..<3 {
      let files = FaultyFiles(.once(at: before.operations + step, code: EACCES))
      let error = editError { _ = try ground.root(files).original(at: "sub/a") }
      #expect(error?.code == .permission)
      #expect(error?.message.hasSuffix("sub/a': Permission denied") == true)
    }
  }

  // MARK: A full disk

  /// Whether this process may mount a file system.
  private static let canMount = (try? SmallDisk()) != nil

  @Test(.enabled(if: canMount, "this user may not mount file systems"))
  func aFullDiskLeavesAllFilesAsTheyWere() throws {
    let ground = try EditGround()
    let disk = try SmallDisk()
    let old = [UInt8](repeating: 0x61, count: 80 << 10)
    let new = [UInt8](repeating: 0x62, count: 200 << 10)
    for name in ["a", "b"] { try Data(old).write(to: URL(fileURLWithPath: disk.path + "/" + name)) }
    let root = try EditRoot(disk.path)
    let journal = try EditJournal(root: root, stateFolder: ground.statePath)
    let set = try EditSet([
      FileEdit(try root.original(at: "a"), updated: Array("small".utf8)),
      FileEdit(try root.original(at: "b"), updated: new),
    ])
    let error = editError { try journal.applyAndKeep(set) }
    #expect(error?.code == .diskFull)
    #expect(error?.message.hasSuffix("all files are as they were") == true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path).sorted() == ["a", "b"])
    for name in ["a", "b"] { #expect(try root.original(at: name).bytes == old) }
    #expect(try journal.history.isEmpty)
  }

  @Test(.enabled(if: canMount, "this user may not mount file systems"))
  func aFullStateFolderLeavesAllFilesAsTheyWere() throws {
    let ground = try EditGround()
    let disk = try SmallDisk()
    try ground.write("a", [UInt8](repeating: 0x61, count: 300 << 10))
    let journal = try EditJournal(root: try ground.root(SystemFiles()), stateFolder: disk.path)
    let set = try EditSet([try ground.edit("a", "new")])
    #expect(editError { try journal.applyAndKeep(set) }?.code == .diskFull)
    #expect(ground.bytes("a")?.count == 300 << 10)
    #expect(try journal.history.isEmpty)
  }
}

/// A file system of 256 KiB in memory.
private final class SmallDisk {
  let path: String
  private let folder: TemporaryFolder

  struct Refused: Error {}

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path
    guard Self.run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", path) else {
      throw Refused()
    }
  }

  deinit { _ = Self.run("umount", path) }

  private static func run(_ arguments: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
