#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// An open file that text is written to at once, piece by piece.
///
/// Nothing is buffered: what was written is seen, also when the program is ended by force.
package final class OutputFile {
  private let descriptor: Int32
  private let name: String
  private let ownsDescriptor: Bool
  /// A file keeps its old content until the first piece of the new one.
  private var mustTruncate: Bool

  /// - Parameter name: what error messages call the file.
  package init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
    ownsDescriptor = false
    mustTruncate = false
  }

  /// Opens a file for a new content; an old content goes with the first piece that is written.
  init(path: String) throws {
    descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw OutputError.cannotOpen(path: path, reason: String(cString: strerror(errno)))
    }
    name = "'\(path)'"
    ownsDescriptor = true
    mustTruncate = true
  }

  deinit {
    if ownsDescriptor { close(descriptor) }
  }

  package var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Writes all bytes.
  ///
  /// - Throws: `OutputError`.
  package func write(_ text: String) throws {
    if mustTruncate {
      mustTruncate = false
      // A device or a pipe cannot be truncated and need not be.
      _ = ftruncate(descriptor, 0)
    }
    var text = text
    try text.withUTF8 { try writeAll(UnsafeRawBufferPointer($0)) }
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
