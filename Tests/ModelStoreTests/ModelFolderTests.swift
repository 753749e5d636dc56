import ModelStore
import Testing

struct ModelFolderTests {
  @Test(arguments: [
    (["LATHE_MODELS": "/m", "HOME": "/h", "XDG_DATA_HOME": "/x"], "/m"),
    (["LATHE_MODELS": "", "HOME": "/h", "XDG_DATA_HOME": "/x"], "/x/lathe/models"),
    (["HOME": "/h", "XDG_DATA_HOME": "relative"], "/h/.local/share/lathe/models"),
    (["HOME": "/h"], "/h/.local/share/lathe/models"),
  ])
  func folderFollowsTheEnvironment(environment: [String: String], path: String) throws {
    #expect(try ModelFolder(environment: environment).path == path)
  }

  @Test func noFolderWithoutHome() {
    #expect(throws: StoreError.noFolder) { try ModelFolder(environment: ["HOME": ""]) }
  }

  @Test func stateAndRemoval() throws {
    let folder = try TemporaryFolder()
    let store = ModelFolder(path: folder.path)
    let bytes = noise(100)
    let entry = entry(for: bytes, sources: [])
    #expect(store.state(of: entry) == .absent)
    try folder.write(Array(bytes[..<40]), to: "sample.gguf.partial")
    #expect(store.state(of: entry) == .partial(bytes: 40))
    try folder.write(Array(bytes[..<99]), to: "sample.gguf")
    #expect(store.state(of: entry) == .damaged(bytes: 99))
    #expect(!store.isInstalled(entry))
    try folder.write(bytes, to: "sample.gguf")
    #expect(store.state(of: entry) == .installed)
    #expect(store.isInstalled(entry))
    #expect(try store.remove(entry) == 140)
    #expect(folder.names().isEmpty)
    #expect(try store.remove(entry) == 0)
  }

  @Test func listHasEveryEntry() throws {
    let list = ModelFolder(path: try TemporaryFolder().path).list()
    #expect(list.map(\.entry.name) == Catalog.entries.map(\.name))
    #expect(list.allSatisfy { $0.state == .absent })
  }

  @Test func fileIsItsOwnPath() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write([1], to: "any.gguf")
    #expect(try ModelFolder(path: "/nowhere").resolve(file) == file)
  }

  @Test(arguments: [
    ("/nowhere/a.bin", "there is no file /nowhere/a.bin"),
    ("a.GGUF", "there is no file a.GGUF"),
    ("/", "/ is not a file: name a GGUF file or a catalog model"),
    ("/dev/null", "/dev/null is not a file: name a GGUF file or a catalog model"),
    (
      "qwen2.5-coder-8b",
      "there is no model or file named qwen2.5-coder-8b: did you mean qwen2.5-coder-7b or "
        + "qwen2.5-coder-0.5b or qwen2.5-coder-1.5b?"
    ),
    (
      "gpt",
      "there is no model or file named gpt: the catalog has qwen2.5-coder-0.5b, "
        + "qwen2.5-coder-1.5b, qwen2.5-coder-7b"
    ),
    (
      "qwen2.5-coder-7b",
      "qwen2.5-coder-7b is not on this machine (it would be "
        + "/nowhere/qwen2.5-coder-7b-instruct-q4_k_m.gguf): run `lathe models pull "
        + "qwen2.5-coder-7b`"
    ),
  ])
  func unusableModelIsExplained(model: String, message: String) {
    #expect {
      try ModelFolder(path: "/nowhere").resolve(model)
    } throws: { error in
      "\(error)" == message
    }
  }

  @Test func catalogFileOfAnotherSizeIsRefused() throws {
    let folder = try TemporaryFolder()
    let entry = Catalog.entries[0]
    let path = try folder.write([1, 2, 3], to: entry.file)
    let expected = StoreError.wrongSize(
      name: entry.name, path: path, found: 3, expected: entry.size)
    #expect(throws: expected) { try ModelFolder(path: folder.path).resolve(entry.name) }
    #expect("\(expected)".hasSuffix("run `lathe models pull \(entry.name)`"))
  }

  @Test func installedModelResolves() throws {
    let folder = try TemporaryFolder()
    let bytes = noise(10)
    let path = try folder.write(bytes, to: "sample.gguf")
    let store = ModelFolder(path: folder.path)
    #expect(try store.resolve(entry(for: bytes, sources: [])) == path)
  }
}
