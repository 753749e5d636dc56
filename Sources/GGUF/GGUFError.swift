/// Why a GGUF file cannot be opened, understood or written, or a metadata value not be used.
///
/// All sentences stand in `GGUFError+Sentences.swift`.
package struct GGUFError: Error, Equatable, Sendable {
  /// The kinds of failure that a caller may want to tell apart.
  package enum Code: Sendable {
    /// The path leads to nothing, or to something that is not a readable file.
    case unreadable
    /// The bytes are not those of a GGUF file, or of a version or byte order that is not read.
    case notSupported
    /// The file ends before what it announces.
    case truncated
    /// The file contradicts the format.
    case malformed
    /// A tensor is stored in a way that Lathe cannot compute with.
    case unsupportedType
    /// A metadata key that is needed is not there.
    case missingKey
    /// A metadata value has another type, or another range, than is needed.
    case unexpectedValue
    /// What was given to the writer makes no valid file, or the file could not be written.
    case notWritable
  }

  /// The kind of failure.
  package let code: Code
  /// One sentence for people, without the path and without a full stop.
  package let message: String
  /// The byte of the file at which the fault lies, where it lies in the file.
  package let offset: Int?
  /// The file that is concerned; nil for bytes in memory.
  package internal(set) var path: String?

  init(_ code: Code, _ message: String, at offset: Int? = nil) {
    self.code = code
    self.message = message
    self.offset = offset
  }

  /// The same error, about the file at `path`.
  func about(_ path: String?) -> GGUFError {
    var copy = self
    copy.path = path
    return copy
  }
}

extension GGUFError: CustomStringConvertible {
  /// The sentence after the path of the file.
  package var description: String {
    path.map { "\($0): \(message)" } ?? message
  }
}
