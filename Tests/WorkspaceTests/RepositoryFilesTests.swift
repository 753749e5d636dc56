import Foundation
import TestSupport
import Testing
import Workspace

struct RepositoryFilesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(_ files: [String: String]) throws {
    for (name, text) in files {
      let parent = (folder.path(name) as NSString).deletingLastPathComponent
      try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
      try folder.write(name, text)
    }
  }

  private func walk(_ options: RepositoryFiles.Options = .init()) throws -> RepositoryFiles {
    let root = RepositoryRoot(path: folder.path, kind: .folder)
    return try RepositoryFiles(walking: root, options: options)
  }

  private func paths(_ options: RepositoryFiles.Options = .init()) throws -> [String] {
    try walk(options).files.map(\.path)
  }

  private func reason(_ path: String) throws -> String? {
    let files = try walk().files
    let file = try #require(files.first { $0.path == path })
    return file.fileClass.reason
  }

  @Test func nestedIgnoreFilesCountMore() throws {
    try write([
      ".gitignore": "*.log\n/only-here\nbuild/\n", "a.log": "", "only-here": "",
      "d/only-here": "", "d/.gitignore": "!keep.log\n", "d/keep.log": "", "d/b.log": "",
      "d/build/x": "", "build": "a file",
    ])
    #expect(
      try paths() == [
        ".gitignore", "build", "d/.gitignore", "d/keep.log", "d/only-here",
      ])
  }

  @Test func theOtherIgnoreFilesAreHeard() throws {
    let user = try folder.write("user", "*.mine\nuser\n")
    try write([
      ".git/info/exclude": "*.ex\n", ".gitignore": "*.a\n", ".ignore": "!b.a\n*.c\n",
      "a.a": "", "b.a": "", "x.c": "", "x.ex": "", "x.mine": "", "x.swift": "",
    ])
    #expect(
      try paths(.init(userIgnoreFile: user)) == [".gitignore", ".ignore", "b.a", "x.swift"])
  }

  @Test func aLinkedWorktreeFindsItsExcludes() throws {
    try write([
      ".git": "gitdir: data/worktrees/w\n", "data/worktrees/w/commondir": "../..\n",
      "data/info/exclude": "hidden\ndata\n", "hidden": "", "shown": "",
    ])
    #expect(try paths() == ["shown"])
  }

  @Test func filesAreSortedByName() throws {
    try write(["b/a": "", "b.c": "", "a": "", "b/c/d": ""])
    #expect(try paths() == ["a", "b.c", "b/a", "b/c/d"])
  }

  @Test(arguments: [
    ("Cargo.lock", "a lock file"), ("web/package-lock.json", "a lock file"),
    ("a.min.js", "minified"), ("api.pb.go", "generated"), ("logo.PNG", "not text"),
    (".env", "looks like a file of environment secrets"),
    ("server.pem", "looks like a key or a certificate"),
  ])
  func namesTellTheClass(_ path: String, _ wanted: String) throws {
    try write([path: "x"])
    #expect(try reason(path) == wanted)
  }

  @Test func ordinaryNamesAreText() throws {
    try write(["locker.rs": "", ".env.example": "", "environment.ts": "", ".swift": "", "key": ""])
    #expect(try walk().texts.count == 5)
  }

  @Test func vendoredFoldersAreNotEntered() throws {
    try write([
      "node_modules/a/b.js": "", "cache/CACHEDIR.TAG": "", "cache/x": "", "src/a.js": "",
    ])
    let found = try walk()
    #expect(found.files.map(\.path) == ["src/a.js"])
    #expect(found.skipped.map(\.path) == ["node_modules/", "cache/"])
    #expect(found.skipped.allSatisfy { $0.cause == .vendored && !$0.isTrouble })
    #expect(try paths(.init(entersVendored: true)).count == 4)
  }

  @Test func aRepositoryInsideIsNotEntered() throws {
    try write(["sub/.git/HEAD": "", "sub/a.c": "", "a.c": ""])
    let found = try walk()
    #expect(found.files.map(\.path) == ["a.c"])
    #expect(found.skipped == [SkippedPlace(path: "sub/", cause: .nestedRepository)])
  }

  @Test func theRepositoryHidesWhatItNames() throws {
    try write([
      ".latheignore": "secret/\n*.internal\n", "secret/a.c": "", "b.internal": "", "c": "",
    ])
    let found = try walk()
    #expect(found.texts.map(\.path) == [".latheignore", "c"])
    let hidden = found.files.filter { !$0.fileClass.isText }
    #expect(Set(hidden.map(\.path)) == ["secret/", "b.internal"])
    #expect(hidden.allSatisfy { $0.fileClass.reason == ".latheignore names it" })
  }

  // MARK: Hostile trees

  @Test func linksAreNotFollowed() throws {
    let outside = try TemporaryFolder()
    try outside.write("secret.txt", "x")
    try write(["d/a.txt": ""])
    for (name, target) in [
      ("out", outside.path), ("out.txt", outside.path("secret.txt")), ("in", "d"), ("loop", "."),
      ("broken", "nowhere"),
    ] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path(name), withDestinationPath: target)
    }
    let found = try walk()
    #expect(found.files.map(\.path) == ["d/a.txt"])
    let causes = Dictionary(uniqueKeysWithValues: found.skipped.map { ($0.path, $0.cause) })
    #expect(
      causes == [
        "out": .linkOutside, "out.txt": .linkOutside, "in": .link, "loop": .link, "broken": .link,
      ])
  }

  @Test func aFolderWithoutPermissionIsReported() throws {
    try write(["locked/a.txt": "", "open/b.txt": ""])
    chmod(folder.path("locked"), 0)
    defer { chmod(folder.path("locked"), 0o700) }
    let found = try walk()
    if getuid() == 0 {
      // The superuser reads every folder.
      #expect(found.files.count == 2)
    } else {
      #expect(found.files.map(\.path) == ["open/b.txt"])
      #expect(found.skipped.map(\.path) == ["locked/"])
      #expect(found.skipped.first?.reason == "cannot be read: Permission denied")
    }
  }

  @Test func aHugeFileIsClassedByItsStart() throws {
    let path = try folder.write("huge.txt", "line\n")
    #expect(truncate(path, 200 << 20) == 0)
    let text = try folder.write("log.txt", String(repeating: "a line of a log\n", count: 100_000))
    try folder.write("one.json", "[" + String(repeating: "1,", count: 2_500_000) + "1]")
    // A hole reads as zero bytes.
    #expect(try reason("huge.txt") == "not text")
    #expect(try reason("log.txt") == "1600000 bytes, too large")
    #expect(try reason("one.json") == "one very long line")
    #expect(FileBytes.exists(text))
  }

  @Test func pipesAreNotOpened() throws {
    #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
    #expect(try walk().skipped == [SkippedPlace(path: "pipe", cause: .special)])
  }

  @Test func aDeepTreeIsWalkedToItsEnd() throws {
    var path = folder.path
    for _ in 0..<300 {
      path += "/d"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }
    try Data().write(to: URL(fileURLWithPath: path + "/end"))
    #expect(try paths().map { $0.hasSuffix("/d/end") } == [true])
  }

  @Test func aNameThatIsNotUTF8IsReported() throws {
    let name = Array(folder.path.utf8) + [0x2F, 0x66, 0xFF, 0]
    let file = name.withUnsafeBytes { bytes -> Int32 in
      guard let start = bytes.bindMemory(to: CChar.self).baseAddress else { return -1 }
      return open(start, O_CREAT, 0o600)
    }
    guard file >= 0 else { return }  // Some file systems refuse such names.
    close(file)
    #expect(try walk().skipped.map(\.cause) == [.notUTF8])
  }

  @Test func theNumberOfFilesIsLimited() throws {
    try write(["a": "", "b": "", "c": ""])
    let found = try walk(.init(limit: 2))
    #expect(found.files.map(\.path) == ["a", "b"])
    #expect(found.skipped.map(\.cause) == [.tooMany(limit: 2)])
  }

  @Test func aMissingRootIsNamed() {
    let error = #expect(throws: WorkspaceError.self) {
      try RepositoryFiles(walking: RepositoryRoot(path: "/nonexistent/x", kind: .folder))
    }
    #expect(error?.code == .notFound)
  }

  // MARK: Content

  @Test(arguments: [
    ("// Code generated by tool. DO NOT EDIT.\npackage a\n", FileClass.generated),
    ("# @generated by x\n", .generated),
    ("let text = \"@generated\"\n", .text),
    ("// This checks generated code.\n", .text),
    ("\u{FEFF}a\n", .text),
  ])
  func contentTellsGeneratedFiles(_ text: String, _ wanted: FileClass) {
    let bytes = Array(text.utf8)
    #expect(FileClass.byContent(bytes[...], size: bytes.count) == wanted)
  }

  @Test func contentTellsBinaryFilesAndLongLines() {
    #expect(FileClass.byContent([0x61, 0], size: 2) == .binary)
    #expect(FileClass.byContent([0xFF, 0xFE, 0x61], size: 3) == .binary)
    let long = Array(repeating: UInt8(ascii: "x"), count: 9000)
    #expect(FileClass.byContent(long[...], size: 9000) == .longLine)
    #expect(FileClass.byContent((long[..<8000] + [0x0A] + long[..<8000]), size: 16_001) == .text)
  }
}
