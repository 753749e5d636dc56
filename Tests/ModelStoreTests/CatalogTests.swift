import Foundation
import ModelStore
import Testing

struct CatalogTests {
  /// `models/catalog.json` as it stands in the repository.
  private struct File: Decodable {
    struct Model: Decodable {
      let name, role, architecture, file, sha256, licence: String
      let size, memoryNeeded: UInt64
      let context: Int
      let sources: [Source]
    }

    struct Source: Decodable {
      let kind: String
      let url, package, version, member: String?
      let parts: Int?
      let partSize: UInt64?
    }

    let defaults: [String]
    let models: [Model]
  }

  private static func source(_ row: File.Source) -> ModelSource {
    guard row.kind == "pypi" else { return .file(url: row.url ?? "") }
    return .parts(
      PackageParts(
        package: row.package ?? "", version: row.version ?? "", member: row.member ?? "",
        count: row.parts ?? 0, partSize: row.partSize ?? 0))
  }

  @Test func compiledCatalogIsTheFile() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../models/catalog.json")
    let file = try JSONDecoder().decode(File.self, from: Data(contentsOf: path))
    let entries = file.models.map { row in
      CatalogEntry(
        name: row.name, role: row.role, architecture: row.architecture, file: row.file,
        size: row.size, sha256: row.sha256, context: row.context, licence: row.licence,
        memoryNeeded: row.memoryNeeded, sources: row.sources.map(Self.source))
    }
    #expect(Catalog.defaults == file.defaults, "run scripts/generate-catalog")
    #expect(Catalog.entries == entries, "run scripts/generate-catalog")
  }

  @Test(arguments: Catalog.entries)
  func entryIsSound(entry: CatalogEntry) {
    #expect(entry.sha256.count == 64)
    #expect(entry.sha256.allSatisfy { $0.isHexDigit && !$0.isUppercase })
    #expect(entry.memoryNeeded >= entry.size + 300_000_000)
    #expect(entry.file.hasSuffix(".gguf") && !entry.file.contains("/"))
    #expect(entry.name == entry.name.lowercased())
    #expect(entry.context == 32_768 && entry.licence == "Apache-2.0")
    guard case .file(let url) = entry.sources.first else {
      Issue.record("the first source is not a file")
      return
    }
    #expect(url.hasPrefix("https://huggingface.co/") && url.hasSuffix("/" + entry.file))
  }

  @Test(arguments: Catalog.entries)
  func partsFitTheFile(entry: CatalogEntry) {
    for case .parts(let parts) in entry.sources {
      #expect(parts.isSound(for: entry.size))
    }
  }

  @Test func namesAndFilesAreUnique() {
    #expect(Set(Catalog.entries.map(\.name)).count == Catalog.entries.count)
    #expect(Set(Catalog.entries.map(\.file)).count == Catalog.entries.count)
    #expect(Catalog.defaults.allSatisfy { Catalog.entry(named: $0) != nil })
  }

  @Test(arguments: [
    (500_000_000, "qwen2.5-coder-0.5b"), (2_000_000_000, "qwen2.5-coder-0.5b"),
    (3_100_000_000, "qwen2.5-coder-0.5b"), (3_200_000_000, "qwen2.5-coder-1.5b"),
    (25_000_000_000, "qwen2.5-coder-1.5b"), (UInt64.max, "qwen2.5-coder-1.5b"),
  ])
  func defaultFollowsTheMemory(memory: UInt64, name: String) {
    #expect(Catalog.defaultEntry(physicalMemory: memory).name == name)
  }

  @Test func thisMachineHasMemory() {
    let memory = MachineResources.current().physicalMemory
    #expect(memory > 100_000_000 && memory < 1 << 50)
  }

  @Test(arguments: [
    ("qwen2.5-coder-1.5", ["qwen2.5-coder-1.5b", "qwen2.5-coder-0.5b", "qwen2.5-coder-7b"]),
    ("7b", ["qwen2.5-coder-7b"]),
    ("qwen2.5-codr-7b", ["qwen2.5-coder-7b", "qwen2.5-coder-0.5b", "qwen2.5-coder-1.5b"]),
    ("gpt", []), ("", []), ("b", []),
  ])
  func nearNames(name: String, near: [String]) {
    #expect(Catalog.names(near: name) == near)
  }

  @Test func nameMayHaveCapitals() {
    #expect(Catalog.entry(named: "Qwen2.5-Coder-7B")?.name == "qwen2.5-coder-7b")
    #expect(Catalog.entry(named: "qwen2.5-coder-3b") == nil)
  }

  @Test(arguments: [(1, "a-1==0.2", "a_1/01.bin"), (22, "a-22==0.2", "a_22/22.bin")])
  func partNames(part: Int, requirement: String, member: String) {
    let parts = PackageParts(
      package: "a-{n}", version: "0.2", member: "a_{n}/{nn}.bin", count: 22, partSize: 1)
    #expect(parts.requirement(part: part) == requirement)
    #expect(parts.memberPath(part: part) == member)
  }

  @Test(arguments: [
    (3, 10, 30, true), (3, 10, 21, true), (3, 10, 20, false), (3, 10, 31, false),
    (0, 10, 1, false), (1, 0, 1, false), (1, 5, 0, false), (Int.max, UInt64.max, 1, false),
  ])
  func soundParts(count: Int, partSize: UInt64, size: UInt64, isSound: Bool) {
    let parts = PackageParts(
      package: "a", version: "1", member: "m", count: count, partSize: partSize)
    #expect(parts.isSound(for: size) == isSound)
  }
}
