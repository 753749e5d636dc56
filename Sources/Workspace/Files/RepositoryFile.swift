/// A file that a walk found.
package struct RepositoryFile: Sendable, Equatable {
  /// Below the root, with slashes.
  package var path: String
  package var size: Int
  /// What name, size, and for large files the first bytes say; `text` until somebody reads it.
  package var fileClass: FileClass

  package init(path: String, size: Int, fileClass: FileClass = .text) {
    self.path = path
    self.size = size
    self.fileClass = fileClass
  }
}

/// A place that a walk did not enter.
package struct SkippedPlace: Sendable, Equatable {
  package enum Cause: Sendable, Equatable {
    case unreadable(String)
    /// A link that leads out of the repository.
    case linkOutside
    /// A link to something that the walk finds by its own path, or to nothing.
    case link
    /// A pipe, a socket or a device.
    case special
    /// A repository inside this one.
    case nestedRepository
    /// A folder of other people's code or of a tool's output.
    case vendored
    /// A name that is not UTF-8.
    case notUTF8
    /// The walk has found as many files as it may.
    case tooMany(limit: Int)
  }

  /// Below the root; a folder's ends with a slash.
  package var path: String
  package var cause: Cause

  package init(path: String, cause: Cause) {
    self.path = path
    self.cause = cause
  }

  /// Why, as a clause for receipts and messages.
  package var reason: String {
    switch cause {
    case .unreadable(let reason): "cannot be read: \(reason)"
    case .linkOutside: "a link out of the repository"
    case .link: "a link"
    case .special: "not a regular file"
    case .nestedRepository: "a repository of its own"
    case .vendored: "code of others, or output of a tool"
    case .notUTF8: "its name is not UTF-8"
    case .tooMany(let limit): "there are more than \(limit) files"
    }
  }

  /// Whether the user should hear of it without asking.
  package var isTrouble: Bool {
    switch cause {
    case .unreadable, .linkOutside, .notUTF8, .tooMany: true
    case .link, .special, .nestedRepository, .vendored: false
    }
  }
}
