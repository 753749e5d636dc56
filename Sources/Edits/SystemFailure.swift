#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A call of the system that failed.
package struct SystemFailure: Error, Sendable, Equatable {
  package enum Action: String, Sendable {
    case look = "look at"
    case read, write, rename, remove, list, lock
    case makeFolder = "make the folder"
  }

  package enum Kind: Sendable {
    case full, denied, other
  }

  package let action: Action
  package let path: String
  /// The system's error number.
  package let code: Int32

  package init(_ action: Action, _ path: String, code: Int32) {
    self.action = action
    self.path = path
    self.code = code
  }

  package var kind: Kind {
    switch code {
    case ENOSPC, EDQUOT, EFBIG: .full
    case EACCES, EPERM, EROFS: .denied
    default: .other
    }
  }

  package var isMissing: Bool { code == ENOENT || code == ENOTDIR }

  package var isExisting: Bool { code == EEXIST }

  /// The system's own words.
  package var words: String {
    guard let words = strerror(code) else { return "error \(code)" }
    return String(cString: words)
  }
}
