import Foundation
import ModelStore

/// A folder that goes away with the value.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("lathe-store-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = path + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }

  func bytes(of name: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path + "/" + name).map { Array($0) }
  }

  /// Returns the names in the folder, also the hidden ones, sorted.
  func names() -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}

/// Returns bytes that look random and are the same in every run.
func noise(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
  var state = seed
  return (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt8(truncatingIfNeeded: state >> 40)
  }
}

func hexSum(_ bytes: [UInt8]) -> String {
  var sum = SHA256()
  bytes.withUnsafeBytes { sum.update($0) }
  return sum.hexDigest()
}

/// Runs a shell command and returns its output.
@discardableResult
func runShell(_ command: String) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/bin/sh")
  process.arguments = ["-c", command]
  let pipe = Pipe()
  process.standardOutput = pipe
  try process.run()
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  guard process.terminationStatus == 0 else { throw ShellFailure(command: command) }
  return String(decoding: data, as: UTF8.self)
}

struct ShellFailure: Error {
  let command: String
}

/// Returns an entry for the bytes, with the sum of these bytes unless another one is given.
func entry(
  for bytes: [UInt8], sources: [ModelSource], sum: String? = nil, size: UInt64? = nil,
  memoryNeeded: UInt64 = 1000
) -> CatalogEntry {
  CatalogEntry(
    name: "sample", role: "a test", architecture: "qwen2", file: "sample.gguf",
    size: size ?? UInt64(bytes.count), sha256: sum ?? hexSum(bytes), context: 1024,
    licence: "Apache-2.0", memoryNeeded: memoryNeeded, sources: sources)
}

/// The environment of the test process, with PyPI out of reach.
func offlineEnvironment(wheels: String? = nil) -> [String: String] {
  var environment = ProcessInfo.processInfo.environment
  environment["PIP_NO_INDEX"] = "1"
  environment["PIP_FIND_LINKS"] = wheels
  return environment
}

/// Collects the events of a download and tells when it is to stop.
final class Recorder {
  private(set) var events: [PullEvent] = []
  var stopsAt: UInt64 = .max

  func record(_ event: PullEvent) { events.append(event) }

  var done: [UInt64] {
    events.compactMap { if case .advanced(let done, _) = $0 { done } else { nil } }
  }

  var failures: [SourceProblem] {
    events.compactMap { if case .failed(let failure) = $0 { failure.problem } else { nil } }
  }

  var asked: [String] {
    events.compactMap { if case .asking(let source) = $0 { source } else { nil } }
  }

  var isCancelled: Bool { (done.last ?? 0) >= stopsAt }
}

/// Pulls an entry with the events recorded.
@discardableResult
func pull(
  _ entry: CatalogEntry, into folder: TemporaryFolder, tools: DownloadTools? = nil,
  recorder: Recorder = Recorder()
) throws -> String {
  try ModelFolder(path: folder.path).pull(
    entry, tools: tools ?? DownloadTools(environment: offlineEnvironment()),
    machine: MachineResources(physicalMemory: 1 << 30),
    isCancelled: { recorder.isCancelled }, report: recorder.record)
}
