/// The names, shapes and types of a file's tensors, also of those that cannot be computed with.
///
/// Where the tensors lie is what the file says, unchecked: the size of an unknown type is unknown.
package struct GGUFListing: Sendable {
  package struct Tensor: Sendable, Equatable {
    package let name: String
    package let shape: [Int]
    /// The number of the type in the format.
    package let typeNumber: UInt32
    /// Where the bytes begin, counted from where the data of all tensors begins.
    package let dataOffset: UInt64
  }

  package let version: Int
  package let alignment: Int
  package let fileSize: Int
  package let metadata: GGUFMetadata
  package let tensors: [Tensor]
  /// The metadata's arrays are views of it.
  private let file: MappedFile

  /// Reads the header of the file at `path`.
  ///
  /// - Throws: `GGUFError` for a header that is damaged; never for the type of a tensor.
  package init(path: String) throws(GGUFError) {
    try self.init(MappedFile(path: path))
  }

  /// Reads the header of a file that is mapped already.
  ///
  /// - Throws: `GGUFError`, as for a path.
  package init(_ file: MappedFile) throws(GGUFError) {
    var reader = GGUFReader(file)
    do {
      tensors = try reader.readListing()
    } catch {
      throw error.about(file.path)
    }
    version = reader.version
    alignment = reader.alignment
    metadata = reader.metadata
    fileSize = file.bytes.count
    self.file = file
  }
}
