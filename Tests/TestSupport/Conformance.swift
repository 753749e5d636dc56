package import Foundation
package import Testing

/// The folder of reference results that some tests compare with.
///
/// It is found through the variable `LATHE_CONFORMANCE` alone. Tests that need it carry
/// `.enabled(if: Conformance.isAvailable, Conformance.missing)`, so that a run without it names
/// each test that it skipped.
package enum Conformance {
  package static let isAvailable =
    ProcessInfo.processInfo.environment["LATHE_CONFORMANCE"]?.isEmpty == false

  package static let missing: Comment = "LATHE_CONFORMANCE is not set"

  /// The address of a file or folder below the conformance folder, such as `blocks/index.json`.
  package static func url(_ path: String) -> URL {
    let root = ProcessInfo.processInfo.environment["LATHE_CONFORMANCE"] ?? ""
    return URL(fileURLWithPath: root).appendingPathComponent(path)
  }

  /// The bytes of a file below the conformance folder.
  package static func data(_ path: String) throws -> Data {
    try Data(contentsOf: url(path))
  }
}
