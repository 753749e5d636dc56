/// An open GGUF model file: its metadata, its tensors, and their bytes in the mapped file.
///
/// Opening reads the header, checks everything that it says against the file, and copies nothing
/// but names: no byte of a tensor is touched, and arrays stay where they are. What passes the
/// checks can be used without looking again: every tensor's bytes lie inside the file.
package final class GGUFFile: Sendable {
  /// Where the file was found; nil for bytes in memory.
  package let path: String?
  /// The version of the format, 2 or 3.
  package let version: Int
  /// Every tensor begins at a multiple of this many bytes, a power of two.
  package let alignment: Int
  /// The keys and values, in the order of the file.
  package let metadata: GGUFMetadata
  /// The tensors, in the order of the file.
  package let tensors: [GGUFTensor]

  private let file: MappedFile
  private let indices: [String: Int]

  /// Opens the file at `path`.
  ///
  /// - Throws: `GGUFError`, whose sentence says what is wrong, and at which byte.
  package convenience init(path: String) throws(GGUFError) {
    try self.init(MappedFile(path: path))
  }

  /// Opens a file that lies in memory, such as one made by `GGUFWriter`; the bytes are copied.
  ///
  /// - Throws: `GGUFError`, as for a file.
  package convenience init(bytes: [UInt8]) throws(GGUFError) {
    try self.init(MappedFile(copying: bytes))
  }

  /// Opens a file that is mapped already.
  ///
  /// - Throws: `GGUFError`, as for a path.
  package init(_ file: MappedFile) throws(GGUFError) {
    var reader = GGUFReader(file)
    do {
      try reader.read()
    } catch {
      throw error.about(file.path)
    }
    self.file = file
    path = file.path
    version = reader.version
    alignment = reader.alignment
    metadata = reader.metadata
    tensors = reader.tensors
    indices = reader.tensorIndices
  }

  /// The size of the whole file in bytes.
  package var fileSize: Int { file.bytes.count }

  /// The tensor called `name`.
  package func tensor(named name: String) -> GGUFTensor? {
    indices[name].map { tensors[$0] }
  }

  /// The bytes of one of this file's tensors, valid as long as the file lives.
  package func unsafeBytes(of tensor: GGUFTensor) -> UnsafeRawBufferPointer {
    let range = tensor.byteOffset..<tensor.byteOffset + tensor.byteCount
    precondition(range.upperBound <= fileSize, "the tensor \(tensor.name) is of another file")
    return UnsafeRawBufferPointer(rebasing: file.bytes[range])
  }
}
