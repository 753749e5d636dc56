import Workspace

/// Files that a tool writes and nobody reads.
enum GeneratedFile {
  /// Whether a file of this path is a lock file or minified code.
  static func isGenerated(_ path: String) -> Bool {
    switch FileClass.byName(path) {
    case .lockFile, .minified: true
    default: false
    }
  }
}
