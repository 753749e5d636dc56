import Diffs
import Foundation
import TestSupport
import Testing

/// Random edits of random files: what `git apply` makes of our diffs is what we meant.
struct GitAgreementTests {
  /// Lines that a diff's reader could take for something else, and some that it could not.
  private static let lines: [[UInt8]] =
    [
      "", "a", "  b", "\tc", "d  ", "\u{E9}", "\u{301}e", "\\ No newline at end of file", "--- a/x",
      "+++ b/x", "-- ", "@@ -1 +1 @@", "diff --git a/x b/x", "index 0..1", "GIT binary patch",
      "f\r",
      "\r", "\u{C}", "}", "func g() {", "From ", "\u{2028}",
    ].map { Array($0.utf8) }
  private static let foreignLines: [[UInt8]] = [[0xE9, 0x20, 0xFF], [0xC3]]

  private static func text(_ random: inout RandomValues, foreign: Bool) -> [[UInt8]] {
    let known = foreign ? lines + foreignLines : lines
    let variety = Int.random(in: 1...known.count, using: &random)
    let end: [UInt8] = Int.random(in: 0..<4, using: &random) == 0 ? [0x0D, 0x0A] : [0x0A]
    var text = (0..<Int.random(in: 0..<60, using: &random)).map { _ in
      known[Int.random(in: 0..<variety, using: &random) + known.count - variety] + end
    }
    if let last = text.popLast() {
      text.append(Bool.random(using: &random) ? last : last.dropLast(end.count))
      if text.last == [] { text.removeLast() }
    }
    return text
  }

  /// The lines with some removed, added and exchanged, and perhaps another end.
  private static func edited(
    _ text: [[UInt8]], _ random: inout RandomValues, foreign: Bool
  ) -> [[UInt8]] {
    var result = text
    for _ in 0..<Int.random(in: 1..<6, using: &random) {
      let start = Int.random(in: 0...result.count, using: &random)
      let end = min(result.count, start + Int.random(in: 0..<4, using: &random))
      let source = Self.text(&random, foreign: foreign)
      result.replaceSubrange(
        start..<end, with: source.prefix(Int.random(in: 0..<4, using: &random)))
    }
    // Only the last line can be without an end.
    for index in result.indices.dropLast() where result[index].last != 0x0A {
      result[index].append(0x0A)
    }
    return result
  }

  private static let names = [
    "plain", "two words", "caf\u{E9}", "a\"b", "tab\there", "back\\slash",
  ]

  private static func patches(_ count: Int, seed: UInt64, foreign: Bool) -> [FilePatch] {
    var random = RandomValues(seed: seed)
    return (0..<count).compactMap { index in
      let old = text(&random, foreign: foreign)
      let new = edited(old, &random, foreign: foreign)
      let kind = Int.random(in: 0..<10, using: &random)
      let path = "\(names[index % names.count])/\(index) \(names[index / 6 % names.count])"
      let patch = FilePatch(
        path: path, old: kind == 0 ? nil : Array(old.joined()),
        new: kind == 1 ? nil : Array(new.joined()), isExecutable: kind < 4)
      return patch.diff.isEmpty ? nil : patch
    }
  }

  private static func contents(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map { [UInt8]($0) }
  }

  private static func write(_ patches: [FilePatch], to folder: TemporaryFolder) throws {
    for patch in patches {
      let path = folder.path(patch.path)
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      guard let old = patch.old else { continue }
      try folder.write(patch.path, old)
      let mode = patch.isExecutable ? 0o755 : 0o644
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func gitAppliesOurDiffs(_ seed: UInt64) throws {
    let folder = try TemporaryFolder()
    try folder.git("init", "-q")
    let patches = Self.patches(300, seed: seed, foreign: true)
    #expect(patches.count > 250)
    try Self.write(patches, to: folder)
    let diff = try folder.write(".git/all.diff", patches.flatMap(\.diff))
    try folder.git("apply", diff)
    for patch in patches {
      #expect(Self.contents(folder.path(patch.path)) == patch.new, "\(patch.path)")
      guard patch.new != nil else { continue }
      let isExecutable = FileManager.default.isExecutableFile(atPath: folder.path(patch.path))
      #expect(isExecutable == patch.isExecutable)
    }
  }

  @Test func gitTakesOurDiffsBack() throws {
    let folder = try TemporaryFolder()
    try folder.git("init", "-q")
    let patches = Self.patches(200, seed: 4, foreign: true)
    try Self.write(patches.map { FilePatch(path: $0.path, old: $0.new, new: nil) }, to: folder)
    let diff = try folder.write(".git/all.diff", patches.flatMap(\.diff))
    try folder.git("apply", "--reverse", diff)
    for patch in patches { #expect(Self.contents(folder.path(patch.path)) == patch.old) }
  }

  /// The index line names the right bytes, so git can merge where a file went on.
  @Test func gitMergesOurDiffsIntoAChangedFile() throws {
    let folder = try TemporaryFolder()
    try folder.git("init", "-q")
    let lines = (0..<40).map { "line \($0)\n" }
    try folder.write("a", lines.joined())
    try folder.git("add", "a")
    try folder.git("commit", "-qm", "a")
    let new = lines.joined().replacing("line 20\n", with: "new\n")
    let patch = FilePatch(path: "a", old: Array(lines.joined().utf8), new: Array(new.utf8))
    let changed = lines.joined().replacing("line 18\n", with: "mine\n")
    try folder.write("a", changed)
    try folder.git("add", "a")
    try folder.git("apply", "--3way", try folder.write(".git/diff", patch.diff))
    let merged = try #require(Self.contents(folder.path("a")))
    let text = String(decoding: merged, as: UTF8.self)
    #expect(text.contains("mine\n") && text.contains("new\n"))
  }

  @Test(arguments: [5, 6] as [UInt64]) func ourOwnApplicationAgrees(_ seed: UInt64) throws {
    let patches = Self.patches(300, seed: seed, foreign: false)
    let text = String(decoding: patches.flatMap(\.diff), as: UTF8.self)
    let diff = try #require(UnifiedDiff(parsing: text))
    #expect(diff.files.count == patches.count)
    for (file, patch) in zip(diff.files, patches) {
      #expect(file.path == patch.path)
      #expect((file.oldPath == nil) == (patch.old == nil))
      #expect((file.newPath == nil) == (patch.new == nil))
      #expect(file.applied(to: patch.old ?? []) == (patch.new ?? []), "\(patch.path)")
      #expect(file.text.utf8.elementsEqual(patch.diff))
    }
  }

  @Test func ourApplicationReadsWhatGitWrites() throws {
    let folder = try TemporaryFolder()
    try folder.git("init", "-q")
    let patches = Self.patches(60, seed: 8, foreign: false).filter {
      $0.old != nil && $0.new != nil
    }
    try Self.write(patches, to: folder)
    try folder.git("add", ".")
    for patch in patches { try folder.write(patch.path, patch.new ?? []) }
    let output = folder.path(".git/diff")
    try folder.git("diff", "--no-color", "--output=" + output)
    let text = String(decoding: try #require(Self.contents(output)), as: UTF8.self)
    let diff = try #require(UnifiedDiff(parsing: text))
    #expect(diff.files.count > 40)
    for file in diff.files where !file.isBinary {
      let patch = try #require(patches.first { $0.path == file.path }, "\(file.header)")
      #expect(file.applied(to: patch.old ?? []) == patch.new, "\(patch.path)")
    }
  }

  @Test func aHunkThatDoesNotFitIsRefused() throws {
    let patch = FilePatch(path: "a", old: Array("a\nb\n".utf8), new: Array("a\nc\n".utf8))
    let diff = try #require(UnifiedDiff(parsing: String(decoding: patch.diff, as: UTF8.self)))
    #expect(diff.files[0].applied(to: Array("a\nb\n".utf8)) == Array("a\nc\n".utf8))
    #expect(diff.files[0].applied(to: Array("a\nx\n".utf8)) == nil)
    #expect(diff.files[0].applied(to: Array("x\na\nb\n".utf8)) == nil)
    #expect(diff.files[0].applied(to: []) == nil)
  }
}
