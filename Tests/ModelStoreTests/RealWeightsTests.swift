import Foundation
import ModelStore
import TestSupport
import Testing

/// The weights that the store fetched from a real source are those of the catalog.
struct RealWeightsTests {
  @Test(
    .enabled(if: RealWeights.isAvailable, RealWeights.missing),
    arguments: ["qwen2.5-coder-0.5b", "qwen2.5-coder-1.5b"])
  func sumIsThatOfTheCatalog(name: String) throws {
    let entry = try #require(Catalog.entry(named: name))
    let path = try ModelFolder(path: RealWeights.folder).resolve(name)
    #expect(path == RealWeights.path(entry.file))
    let weights = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    var sum = SHA256()
    weights.withUnsafeBytes { sum.update($0) }
    #expect(sum.hexDigest() == entry.sha256)
  }
}
