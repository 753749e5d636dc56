import Foundation

/// A folder that goes away with the test that made it.
package final class TemporaryFolder {
  package let path: String

  /// - Parameter isInMemory: whether it may stand in a file system in memory, where there is one;
  ///   for tests that make thousands of files and are not about disks.
  package init(isInMemory: Bool = false) throws {
    let memory = "/dev/shm"
    let parent =
      isInMemory && FileManager.default.isWritableFile(atPath: memory)
      ? URL(fileURLWithPath: memory) : FileManager.default.temporaryDirectory
    let url = parent.appendingPathComponent("lathe-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  package func path(_ name: String) -> String { path + "/" + name }

  @discardableResult
  package func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }

  @discardableResult
  package func write(_ name: String, _ text: String) throws -> String {
    try write(name, Array(text.utf8))
  }

  /// Writes a shell script that can be run.
  ///
  /// Another process writes the file: whatever this one has open for writing is also open in a
  /// program that another test starts at that moment, and such a file cannot be run.
  @discardableResult
  package func writeProgram(_ name: String, _ script: String) throws -> String {
    let source = try write(name + ".source", script)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    let line = "cp \"$0\" \"$1\" && chmod 755 \"$1\" && rm \"$0\""
    process.arguments = ["-c", line, source, path(name)]
    try process.run()
    process.waitUntilExit()
    return path(name)
  }

  /// Runs git in the folder, with an identity and without the machine's own settings.
  @discardableResult
  package func git(_ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-C", path] + arguments
    process.environment = Self.environment
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines)
  }

  /// The variables that git runs with: an identity, and none of the machine's own settings.
  package static let environment: [String: String] = [
    "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
  ]
}
