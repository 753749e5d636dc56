#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reads whole files that a user named, and nothing that could block or never end.
package enum FileBytes {
  /// Whether something, a folder or a file, has this path.
  package static func exists(_ path: String) -> Bool {
    access(path, F_OK) == 0
  }

  /// Whether the path leads to a folder.
  package static func isFolder(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
  }

  /// Reads a regular file, or the pipe of a shell's process substitution (`/dev/fd/63`).
  ///
  /// - Parameter limit: the most bytes that the file may have.
  /// - Throws: `WorkspaceError` for a missing, unreadable, special or too large file.
  package static func contents(of path: String, limit: Int) throws(WorkspaceError) -> [UInt8] {
    // Not blocking, because opening a named pipe would otherwise wait for its writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      let code = errno
      if code == ENOENT || code == ENOTDIR { throw .notFound(path) }
      throw .unreadable(path, reason: SystemMessage.text(code))
    }
    defer { close(descriptor) }
    let size = try checkedSize(descriptor, path, limit: limit)
    return try readAll(descriptor, path, expected: size, limit: limit)
  }

  private static func checkedSize(
    _ descriptor: Int32, _ path: String, limit: Int
  ) throws(WorkspaceError) -> Int {
    var info = stat()
    guard fstat(descriptor, &info) == 0 else {
      throw .unreadable(path, reason: SystemMessage.text(errno))
    }
    switch info.st_mode & S_IFMT {
    case S_IFREG:
      let size = Int(info.st_size)
      guard size <= limit else { throw .tooLarge("'\(path)'", size: size, limit: limit) }
      return size
    case S_IFDIR:
      throw .folder(path)
    case S_IFIFO where path.hasPrefix("/dev/fd/") || path.hasPrefix("/proc/self/fd/"):
      let flags = fcntl(descriptor, F_GETFL)
      _ = fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK)
      return 0
    default:
      throw .specialFile(path)
    }
  }

  private static func readAll(
    _ descriptor: Int32, _ path: String, expected: Int, limit: Int
  ) throws(WorkspaceError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(expected)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes {
        read(descriptor, $0.baseAddress, $0.count)
      }
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw .unreadable(path, reason: SystemMessage.text(errno))
      }
      bytes += buffer[..<count]
      guard bytes.count <= limit else { throw .tooLarge("'\(path)'", size: nil, limit: limit) }
    }
  }
}
