import Foundation
import TestSupport
import Testing
import Workspace

/// Random trees with random ignore files, listed by git and by the walk.
struct IgnoreAgreementTests {
  private static let gitIsThere = ["/usr/bin/git", "/usr/local/bin/git", "/opt/homebrew/bin/git"]
    .contains { FileManager.default.isExecutableFile(atPath: $0) }

  @Test(.enabled(if: gitIsThere, "git is not installed"), arguments: 0..<24)
  func theWalkListsWhatGitLists(_ seed: Int) throws {
    var random = RandomValues(seed: UInt64(seed) &* 7919)
    let folder = try TemporaryFolder()
    try folder.git("init", "-q")
    var rules: [String: String] = [:]
    for _ in 0..<60 { try makeFile(in: folder, &random) }
    for place in [".gitignore", "a/.gitignore", "a/b/.gitignore", ".git/info/exclude"]
    where place.hasPrefix(".git") || Bool.random(using: &random) {
      let text = patterns(&random)
      rules[place] = text
      guard (try? makeParents(of: place, in: folder)) != nil else { continue }
      try folder.write(place, text)
    }
    let listed = try folder.git("ls-files", "-z", "-o", "-c", "--exclude-standard")
      .split(separator: "\0").map(String.init)
    let root = RepositoryRoot(path: folder.path, kind: .repository)
    let walked = try RepositoryFiles(walking: root).files.map(\.path)
    #expect(walked.sorted() == listed.sorted(), "the rules were \(rules)")
  }

  private static let names = [
    "a", "b", "c", "ab", "abc", "a.c", "b.o", "a b", "x~", "[a]", "#a", "!b", "a*", "B", "a-b",
    "é", "a\\b", "b.", "z9", "a ",
  ]

  private func makeFile(in folder: TemporaryFolder, _ random: inout RandomValues) throws {
    let depth = Int.random(in: 0...3, using: &random)
    var parts = (0..<depth).compactMap { _ in ["a", "b", "c", "ab"].randomElement(using: &random) }
    parts.append(Self.names.randomElement(using: &random) ?? "a")
    let path = parts.joined(separator: "/")
    guard !FileManager.default.fileExists(atPath: folder.path(path)) else { return }
    guard (try? makeParents(of: path, in: folder)) != nil else { return }
    try folder.write(path, "")
  }

  private func makeParents(of path: String, in folder: TemporaryFolder) throws {
    let parent = (folder.path(path) as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
  }

  private static let pieces = [
    "a", "b", "c", "ab", "*", "**", "?", "[ab]", "[!a]", "[^b-z]", "[[:alpha:]]", "[]a]", "[a-",
    ".", "\\", "\\*", "\\[", "\\ ", " ", "é", "*.", "[:]", "[\\]]", "~", "#", "!", "z9", "-",
  ]

  private func patterns(_ random: inout RandomValues) -> String {
    let count = Int.random(in: 1...6, using: &random)
    return (0..<count).map { _ in pattern(&random) }.joined(separator: "\n") + "\n"
  }

  private func pattern(_ random: inout RandomValues) -> String {
    var text = Int.random(in: 0..<4, using: &random) == 0 ? "!" : ""
    if Int.random(in: 0..<5, using: &random) == 0 { text += "/" }
    for part in 0..<Int.random(in: 1...3, using: &random) {
      if part > 0 { text += "/" }
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        text += Self.pieces.randomElement(using: &random) ?? "a"
      }
    }
    if Int.random(in: 0..<5, using: &random) == 0 { text += "/" }
    if Int.random(in: 0..<8, using: &random) == 0 { text += "  " }
    if Int.random(in: 0..<10, using: &random) == 0 { text += "\r" }
    return text
  }
}
