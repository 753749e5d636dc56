import Foundation
import TestSupport

/// Starts the built program in a folder of its own.
struct BuiltProgram {
  let folder: TemporaryFolder

  struct Result {
    var status: Int32
    var output: String
    var errors: String
  }

  init() throws { folder = try TemporaryFolder() }

  /// Runs a shell line in which `$LATHE` is the program; nothing it does needs a model.
  func shell(_ line: String) throws -> Result {
    let process = try start(line)
    let output = process.standardOutput as? Pipe
    let errors = process.standardError as? Pipe
    let text = output?.fileHandleForReading.readDataToEndOfFile() ?? Data()
    let words = errors?.fileHandleForReading.readDataToEndOfFile() ?? Data()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
      errors: String(decoding: words, as: UTF8.self))
  }

  func start(
    _ line: String, input: Any = FileHandle.nullDevice, output: Any = Pipe()
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = TemporaryFolder.environment.merging(
      ["LATHE": Self.program, "LATHE_MODELS": folder.path]
    ) { $1 }
    process.standardInput = input
    process.standardOutput = output
    process.standardError = Pipe()
    try process.run()
    return process
  }

  /// The program stands beside the bundle of the tests.
  private static let program: String = {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: bundle).deletingLastPathComponent()
      .appendingPathComponent("lathe").path
  }()
}
