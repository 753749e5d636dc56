import Foundation
import ModelStore
import Testing

/// Downloads that are refused, stopped, or wait for a source in vain.
struct PullRefusalTests {
  private let bytes = noise(300_000)

  @Test func tooLittleMemoryIsRefusedFirst() throws {
    let (folder, recorder) = (try TemporaryFolder(), Recorder())
    let sample = entry(for: bytes, sources: [.file(url: "file:///x")], memoryNeeded: 7_000_000_000)
    let expected = StoreError.notEnoughMemory(
      name: "sample", needed: 7_000_000_000, physical: 1 << 30)
    #expect(throws: expected) { try pull(sample, into: folder, recorder: recorder) }
    #expect(recorder.events.isEmpty && folder.names().isEmpty)
    #expect("\(expected)".hasPrefix("sample needs 7.00 GB of memory and this machine has 1.07 GB"))
  }

  @Test func tooLittleDiskIsRefusedFirst() throws {
    let (folder, recorder) = (try TemporaryFolder(), Recorder())
    let sample = entry(for: bytes, sources: [.file(url: "file:///x")], size: 1 << 60)
    #expect {
      try pull(sample, into: folder, recorder: recorder)
    } throws: { error in
      guard case .notEnoughDisk(_, folder.path, let needed, _) = error as? StoreError else {
        return false
      }
      return needed == 1 << 60 + 256_000_000 && "\(error)".contains("LATHE_MODELS")
    }
    #expect(recorder.events.isEmpty && folder.names().isEmpty)
  }

  @Test func secondDownloadIsRefused() throws {
    let folder = try TemporaryFolder()
    let partial = try folder.write([1, 2, 3], to: "sample.gguf.partial")
    let other = open(partial, O_RDWR)
    try #require(other >= 0 && flock(other, LOCK_EX | LOCK_NB) == 0)
    defer { close(other) }
    #expect(throws: StoreError.busy(name: "sample", path: partial)) {
      try pull(entry(for: bytes, sources: []), into: folder)
    }
    #expect(folder.bytes(of: "sample.gguf.partial") == [1, 2, 3])
  }

  @Test func unusableFolderIsNamed() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write([1], to: "file")
    #expect {
      try ModelFolder(path: file + "/models").pull(
        entry(for: bytes, sources: []), tools: DownloadTools(environment: [:]))
    } throws: { error in
      "\(error)" == "cannot create \(file)/models: Not a directory"
    }
  }

  @Test func missingProgramIsNamed() throws {
    let (folder, recorder) = (try TemporaryFolder(), Recorder())
    var tools = DownloadTools(environment: offlineEnvironment())
    tools.curl = ["lathe-no-such-program"]
    #expect(throws: StoreError.self) {
      try pull(
        entry(for: bytes, sources: [.file(url: "file:///x")]), into: folder, tools: tools,
        recorder: recorder)
    }
    #expect(recorder.failures == [.noTool(name: "lathe-no-such-program")])
  }

  @Test func stopKeepsTheBytesAndEndsTheProgram() throws {
    let (origin, folder, recorder) = (try TemporaryFolder(), try TemporaryFolder(), Recorder())
    let file = try origin.write(bytes, to: "a")
    let sample = entry(for: bytes, sources: [.file(url: "file://" + file)])
    var tools = DownloadTools(environment: offlineEnvironment())
    let script = "head -c 100000 \(file); sleep 60 & echo $$ $! > \(origin.path)/pids; wait"
    tools.curl = ["/bin/sh", "-c", script]
    recorder.stopsAt = 100_000
    let start = Date()
    #expect(throws: StoreError.cancelled(name: "sample", kept: 100_000, size: 300_000)) {
      try pull(sample, into: folder, tools: tools, recorder: recorder)
    }
    #expect(Date().timeIntervalSince(start) < 20)
    #expect(folder.bytes(of: "sample.gguf.partial") == Array(bytes[..<100_000]))
    let pids = String(decoding: origin.bytes(of: "pids") ?? [], as: UTF8.self)
    for pid in pids.split(whereSeparator: \.isWhitespace).compactMap({ pid_t($0) }) {
      #expect(hasEnded(pid), "process \(pid) is still there")
    }

    try pull(sample, into: folder)
    #expect(folder.bytes(of: "sample.gguf") == bytes)
  }

  /// Returns whether a process is gone, or dead and not yet collected by its parent.
  private func hasEnded(_ pid: pid_t) -> Bool {
    for _ in 0..<100 {
      guard let state = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else {
        return true
      }
      if String(decoding: state, as: UTF8.self).contains(") Z") { return true }
      usleep(20_000)
    }
    return false
  }

  @Test func brokenTransferIsTakenUpAgain() throws {
    let (origin, folder, recorder) = (try TemporaryFolder(), try TemporaryFolder(), Recorder())
    let file = try origin.write(bytes, to: "a")
    var tools = DownloadTools(environment: offlineEnvironment())
    // Each call gives at most 100,000 bytes from where it is told to begin.
    let script = """
      from=0
      while [ $# -gt 0 ]; do [ "$1" = --continue-at ] && from=$2; shift; done
      echo $from >> \(origin.path)/log
      tail -c +$((from + 1)) \(file) | head -c 100000
      exit 18
      """
    tools.curl = ["/bin/sh", "-c", script, "curl"]
    try pull(
      entry(for: bytes, sources: [.file(url: "x")]), into: folder, tools: tools, recorder: recorder)
    #expect(folder.bytes(of: "sample.gguf") == bytes)
    #expect(String(decoding: origin.bytes(of: "log") ?? [], as: UTF8.self) == "0\n100000\n200000\n")
    #expect(recorder.failures.isEmpty)
  }

  @Test func serverWithoutRangesIsAskedFromTheStart() throws {
    let (origin, folder) = (try TemporaryFolder(), try TemporaryFolder())
    let file = try origin.write(bytes, to: "a")
    try folder.write(Array(bytes[..<1000]), to: "sample.gguf.partial")
    var tools = DownloadTools(environment: offlineEnvironment())
    let script = "case \"$*\" in *--continue-at*) exit 33;; esac; cat \(file)"
    tools.curl = ["/bin/sh", "-c", script, "curl"]
    try pull(entry(for: bytes, sources: [.file(url: "x")]), into: folder, tools: tools)
    #expect(folder.bytes(of: "sample.gguf") == bytes)
  }

  @Test func programThatClosesItsPipesIsEnded() throws {
    let (folder, recorder) = (try TemporaryFolder(), Recorder())
    var tools = DownloadTools(environment: offlineEnvironment())
    tools.curl = ["/bin/sh", "-c", "exec sleep 60 >&- 2>&-"]
    let start = Date()
    #expect(throws: StoreError.self) {
      try pull(
        entry(for: bytes, sources: [.file(url: "x")]), into: folder, tools: tools,
        recorder: recorder)
    }
    #expect(Date().timeIntervalSince(start) < 20)
    #expect(recorder.failures == [.failed(tool: "curl", status: 137, lines: [])])
  }

  @Test func silentServerIsGivenUp() throws {
    let (folder, recorder) = (try TemporaryFolder(), Recorder())
    let server = try SilentServer()
    var tools = DownloadTools(environment: offlineEnvironment())
    tools.answerLimit = 0.5
    let sample = entry(for: bytes, sources: [.file(url: "http://127.0.0.1:\(server.port)/a")])
    let start = Date()
    #expect(throws: StoreError.self) {
      try pull(sample, into: folder, tools: tools, recorder: recorder)
    }
    #expect(Date().timeIntervalSince(start) < 5)
    #expect(recorder.failures == [.noAnswer(seconds: 0.5)])
  }

  @Test func stalledTransferIsGivenUp() throws {
    let (folder, recorder) = (try TemporaryFolder(), Recorder())
    var tools = DownloadTools(environment: offlineEnvironment())
    tools.silenceLimit = 0.3
    tools.curl = ["/bin/sh", "-c", "printf abc; exec sleep 60"]
    #expect(throws: StoreError.self) {
      try pull(
        entry(for: bytes, sources: [.file(url: "x")]), into: folder, tools: tools,
        recorder: recorder)
    }
    #expect(recorder.failures.count == 1)
    guard case .stalled(seconds: 0.3, after: _) = recorder.failures.first else {
      Issue.record("unexpected \(recorder.failures)")
      return
    }
  }
}
