#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A file that text is written to at once, piece by piece.
///
/// Nothing is buffered: what was written is seen, also when the program is ended by force.
package final class OutputFile {
  /// Below 0 as long as the file of a path is not open.
  private var descriptor: Int32
  private let name: String
  private let path: String?

  /// - Parameter name: what error messages call the file.
  package init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
    path = nil
  }

  /// A file that is made or emptied when the first piece is written, and not before.
  ///
  /// - Throws: `OutputError.cannotOpen` where it is known already that this will fail.
  init(path: String) throws {
    descriptor = -1
    name = "'\(path)'"
    self.path = path
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let exists = access(path, F_OK) == 0
    guard access(exists ? path : folder, W_OK) == 0 else {
      throw OutputError.cannotOpen(path: path, reason: String(cString: strerror(errno)))
    }
    var info = stat()
    if stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR {
      throw OutputError.cannotOpen(path: path, reason: String(cString: strerror(EISDIR)))
    }
  }

  deinit {
    if path != nil, descriptor >= 0 { close(descriptor) }
  }

  package var isTerminal: Bool { descriptor >= 0 && isatty(descriptor) == 1 }

  /// Writes all bytes.
  ///
  /// - Throws: `OutputError`.
  package func write(_ text: String) throws {
    try openPath()
    var text = text
    try text.withUTF8 { try writeAll(UnsafeRawBufferPointer($0)) }
  }

  /// Writes all bytes, whether they are text or not.
  ///
  /// - Throws: `OutputError`.
  func write(bytes: [UInt8]) throws {
    try openPath()
    try bytes.withUnsafeBytes { try writeAll($0) }
  }

  private func openPath() throws {
    guard let path, descriptor < 0 else { return }
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw OutputError.failed(name: name, reason: String(cString: strerror(errno)))
    }
  }

  private func writeAll(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let chunk = UnsafeRawBufferPointer(rebasing: rest)
      let count = Self.systemWrite(descriptor, chunk.baseAddress, chunk.count)
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else {
        try recover(errno)
      }
    }
  }

  /// Returns where the write can be tried again.
  private func recover(_ code: Int32) throws {
    switch code {
    case EINTR: return
    case EAGAIN:
      // Somebody made the pipe non-blocking for both its ends.
      var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      _ = poll(&ready, 1, -1)
    case EPIPE: throw OutputError.closed
    default: throw OutputError.failed(name: name, reason: String(cString: strerror(code)))
    }
  }

  private static func systemWrite(
    _ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int
  ) -> Int {
    #if canImport(Glibc)
    Glibc.write(descriptor, bytes, count)
    #elseif canImport(Musl)
    Musl.write(descriptor, bytes, count)
    #else
    Darwin.write(descriptor, bytes, count)
    #endif
  }
}
