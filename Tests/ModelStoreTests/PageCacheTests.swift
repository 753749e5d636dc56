import ModelStore
import Testing

struct PageCacheTests {
  @Test(arguments: [1, 4096, (8 << 20) - 1, (8 << 20) + 1])
  func readsTheWholeFileAndLeavesItAsItIs(count: Int) throws {
    let folder = try TemporaryFolder()
    let bytes = noise(count)
    let path = try folder.write(bytes, to: "any.gguf")
    var reports: [UInt64] = []
    let isWhole = try PageCache.warm(
      path,
      report: { done, total in
        #expect(total == UInt64(count))
        reports.append(done)
      })
    #expect(isWhole)
    #expect(reports.last == UInt64(count))
    #expect(reports == reports.sorted())
    #expect(folder.bytes(of: "any.gguf") == bytes)
  }

  @Test func stopsWhenItIsCancelled() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(noise(20 << 20), to: "any.gguf")
    var calls = 0
    let isWhole = try PageCache.warm(
      path, isCancelled: { calls > 0 }, report: { _, _ in calls += 1 })
    #expect(!isWhole)
    #expect(calls == 1)
  }

  @Test func refusesWhatIsNoFile() throws {
    let folder = try TemporaryFolder()
    let empty = try folder.write([], to: "empty.gguf")
    #expect(throws: StoreError.notAFile(path: empty)) { try PageCache.warm(empty) }
    #expect(throws: StoreError.notAFile(path: folder.path)) { try PageCache.warm(folder.path) }
    #expect(throws: StoreError.self) { try PageCache.warm(folder.path + "/missing.gguf") }
  }
}
