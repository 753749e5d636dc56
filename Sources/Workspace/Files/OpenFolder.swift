#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A folder held open, so that everything below it is found from there, whatever is renamed above.
final class OpenFolder {
  private let descriptor: Int32

  init(_ path: String) throws(WorkspaceError) {
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { throw .notFound(path) }
      throw .unreadable(path, reason: SystemMessage.text(errno))
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Lists a folder below; an empty path means this one.
  func list(_ path: [UInt8]) -> Result<DirectoryListing, Reason> {
    let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW
    let folder = withPath(path.isEmpty ? [0x2E] : path) { openat(descriptor, $0, flags) }
    guard folder >= 0, let listing = DirectoryListing(closing: folder) else {
      return .failure(Reason(text: SystemMessage.text(errno)))
    }
    return .success(listing)
  }

  struct Reason: Error { var text: String }

  /// The size of a file, or nil where it has gone.
  func size(of path: [UInt8]) -> Int? {
    var info = stat()
    let code = withPath(path) { fstatat(descriptor, $0, &info, AT_SYMLINK_NOFOLLOW) }
    return code == 0 ? Int(info.st_size) : nil
  }

  /// The bytes of a file from its start, at most `limit`; nil where it cannot be read.
  func head(of path: [UInt8], limit: Int) -> [UInt8]? {
    let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    let file = withPath(path) { openat(descriptor, $0, flags) }
    guard file >= 0 else { return nil }
    defer { close(file) }
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      while count < limit {
        let got = read(file, buffer.baseAddress.map { $0 + count }, limit - count)
        if got < 0, errno == EINTR { continue }
        failed = got < 0
        if got <= 0 { break }
        count += got
      }
    }
    return failed ? nil : bytes
  }

  private func withPath<R>(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> R) -> R {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: path.count + 1) { buffer in
      for (index, byte) in path.enumerated() {
        buffer.initializeElement(at: index, to: CChar(bitPattern: byte))
      }
      buffer.initializeElement(at: path.count, to: 0)
      guard let start = buffer.baseAddress else { return body("") }
      return body(start)
    }
  }
}
