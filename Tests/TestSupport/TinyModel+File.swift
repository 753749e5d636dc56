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

  /// Writes the file into a folder and returns its path.
  package func write(
    into folder: TemporaryFolder, as name: String = "tiny.gguf"
  ) throws -> String {
    try folder.write(name, try bytes())
  }
}
