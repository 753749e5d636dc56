/// A string of the metadata, left in the mapped file.
package struct GGUFString: Sendable {
  let file: MappedFile
  let range: Range<Int>

  /// The bytes, valid as long as the file lives.
  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: file.bytes[range]) }

  /// The text, or nil where the bytes are not UTF-8.
  package var text: String? { String(validating: bytes, as: UTF8.self) }
}
