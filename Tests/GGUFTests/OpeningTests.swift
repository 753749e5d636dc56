import Foundation
import GGUF
import Testing

@Suite("Opening files")
struct OpeningTests {
  private func withTemporaryPath(_ body: (String) throws -> Void) throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("opening-\(UUID().uuidString).gguf")
    defer { try? FileManager.default.removeItem(at: url) }
    try body(url.path)
  }

  private func failure(_ path: String) throws -> GGUFError {
    try #require(throws: GGUFError.self) { try GGUFFile(path: path) }
  }

  @Test("A file that is not there")
  func missing() throws {
    try withTemporaryPath { path in
      let error = try failure(path)
      expect(error, .unreadable, "there is no such file", at: nil)
      #expect(error.description == "\(path): there is no such file")
    }
  }

  @Test("A file below something that is not a directory")
  func belowFile() throws {
    try withTemporaryPath { path in
      try Data([1]).write(to: URL(fileURLWithPath: path))
      #expect(try failure(path + "/model.gguf").message == "there is no such file")
    }
  }

  @Test("A directory")
  func directory() throws {
    let error = try failure(FileManager.default.temporaryDirectory.path)
    expect(error, .unreadable, "this is a directory, not a model file", at: nil)
  }

  @Test("An empty file")
  func empty() throws {
    try withTemporaryPath { path in
      try Data().write(to: URL(fileURLWithPath: path))
      expect(try failure(path), .unreadable, "the file is empty", at: nil)
    }
  }

  @Test("A pipe is refused and does not wait for a writer")
  func pipe() throws {
    try withTemporaryPath { path in
      #expect(mkfifo(path, 0o600) == 0)
      let sentence = "this is a pipe, socket or device; a model must be a regular file"
      expect(try failure(path), .unreadable, sentence, at: nil)
    }
  }

  @Test("A device")
  func device() throws {
    #expect(try failure("/dev/null").message.hasPrefix("this is a pipe, socket or device"))
  }

  @Test("A file that may not be read")
  func forbidden() throws {
    try withTemporaryPath { path in
      try Data([1]).write(to: URL(fileURLWithPath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o000], ofItemAtPath: path)
      // Root may read every file and gets as far as the first byte.
      let sentence =
        geteuid() == 0
        ? #"not a GGUF file: it begins with the bytes 01 instead of "GGUF""#
        : "permission denied; this user may not read the file"
      #expect(try failure(path).message == sentence)
    }
  }

  @Test("Reasons of the system have sentences")
  func reasons() {
    let denied = GGUFError.cannotOpen(EACCES)
    expect(denied, .unreadable, "permission denied; this user may not read the file", at: nil)
    let other = GGUFError.cannotOpen(EMFILE)
    #expect(other.message == "the file cannot be opened: Too many open files")
  }

  @Test("A text file with the name of a model is shown by its beginning, after its path")
  func text() throws {
    try withTemporaryPath { path in
      try Data("hello".utf8).write(to: URL(fileURLWithPath: path))
      let error = try failure(path)
      #expect(
        error.description == #"\#(path): not a GGUF file: it begins with "hello" instead of "GGUF""#
      )
    }
  }

  @Test("Errors of lookups name the path too")
  func lookup() throws {
    try withTemporaryPath { path in
      try GGUFWriter().write(to: path)
      let file = try GGUFFile(path: path)
      let error = try #require(throws: GGUFError.self) { try file.metadata.requireInt("a") }
      #expect(error.path == path)
    }
  }

  @Test("Metadata outlives the file that it came from")
  func lifetime() throws {
    func strings() throws -> GGUFStringArray {
      var writer = try GGUFWriter()
      try writer.add("a", .strings(["x", "yz"]))
      return try GGUFFile(bytes: writer.bytes()).metadata.requireStrings("a")
    }
    #expect(try strings().strings == ["x", "yz"])
  }
}
