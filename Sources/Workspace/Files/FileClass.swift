/// What a file of the repository is, as far as prompts are concerned.
package enum FileClass: Sendable, Equatable {
  /// Text that people write.
  case text
  /// Written by a package manager.
  case lockFile
  /// Written by a tool for machines to read.
  case minified
  /// Written by a tool from something else.
  case generated
  /// Code of somebody else.
  case vendored
  /// No text.
  case binary
  /// Larger than any context, whatever is in it.
  case large(bytes: Int)
  /// So many bytes without a line end that nobody wrote them.
  case longLine
  /// Secrets, or what the repository marks as private; the reason is a clause.
  case withheld(reason: String)

  /// Whether the file may stand in a prompt without being named.
  package var isText: Bool { self == .text }

  /// Why the file is left out, as a clause for receipts; nil for text.
  package var reason: String? {
    switch self {
    case .text: nil
    case .lockFile: "a lock file"
    case .minified: "minified"
    case .generated: "generated"
    case .vendored: "vendored"
    case .binary: "not text"
    case .large(let bytes): "\(bytes) bytes, too large"
    case .longLine: "one very long line"
    case .withheld(let reason): reason
    }
  }
}
