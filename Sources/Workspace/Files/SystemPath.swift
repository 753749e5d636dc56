#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Paths as the system sees them.
enum SystemPath {
  /// The absolute path without links, or nil where nothing has the path.
  static func resolved(_ path: String) -> String? {
    guard let pointer = realpath(path, nil) else { return nil }
    defer { free(pointer) }
    return String(validatingCString: pointer)
  }

  /// The path and all folders above it, the nearest first.
  static func ancestors(of path: String) -> [String] {
    var found = [path]
    var current = path[...]
    while let slash = current.lastIndex(of: "/") {
      current = current[..<slash]
      found.append(current.isEmpty ? "/" : String(current))
    }
    return path == "/" ? ["/"] : found
  }

  static func join(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  /// The last part of a path.
  static func name(of path: String) -> Substring {
    path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
  }
}
