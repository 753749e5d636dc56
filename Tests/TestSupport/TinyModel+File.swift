package import Foundation
package import GGUF

extension TinyModel {
  /// The bytes of the file.
  package func bytes() throws -> [UInt8] {
    var writer = try GGUFWriter()
    for (key, value) in metadata { try writer.add(key, value) }
    for tensor in tensors {
      try writer.addTensor(
        tensor.name, shape: tensor.shape, type: tensor.type, values: values(of: tensor))
    }
    return writer.bytes()
  }

  /// The file, opened from memory.
  package func file() throws -> GGUFFile { try GGUFFile(bytes: try bytes()) }

  /// Calls `body` with the path of the file, which is removed afterwards.
  package func withTemporaryFile<Result>(_ body: (String) throws -> Result) throws -> Result {
    let url = try temporaryFile()
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url.path)
  }

  /// Writes the file where temporary files go; the caller removes it.
  package func temporaryFile() throws -> URL {
    let name = "tiny-\(UUID().uuidString).gguf"
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(name)
    try Data(try bytes()).write(to: url)
    return url
  }
}
