/// Why an answer could not be written.
enum OutputError: Error, Equatable {
  /// Whoever read it went away.
  case closed
  /// The file that `--output` names cannot be opened.
  case cannotOpen(path: String, reason: String)
  /// A write failed: a full disk, or a closed descriptor.
  case failed(name: String, reason: String)
}
