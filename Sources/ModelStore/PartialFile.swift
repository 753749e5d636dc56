#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A weight file while it is being downloaded: it grows at its end, is hashed as it grows, and
/// gets its final name only when the sum is right.
///
/// The open file carries a lock, so two processes cannot write it. The lock needs no file of its
/// own and ends with the process, however that ends.
final class PartialFile {
  let path: String
  /// The number of bytes that the file must have in the end.
  let size: UInt64
  /// The number of bytes that are there.
  private(set) var count: UInt64 = 0
  private let descriptor: Int32
  private var sum = SHA256()

  /// Opens or makes the file, and locks it.
  ///
  /// Throws `StoreError.busy` where another process has it.
  init(path: String, entry: CatalogEntry) throws {
    self.path = path
    size = entry.size
    while true {
      let candidate = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
      guard candidate >= 0 else { throw StoreError.system(action: .open, path: path, code: errno) }
      guard flock(candidate, LOCK_EX | LOCK_NB) == 0 else {
        let code = errno
        close(candidate)
        guard code == EWOULDBLOCK else {
          throw StoreError.system(action: .lock, path: path, code: code)
        }
        throw StoreError.busy(name: entry.name, path: path)
      }
      // Between the opening and the lock, another process may have renamed or removed the file.
      if Self.isSame(candidate, path) {
        descriptor = candidate
        return
      }
      close(candidate)
    }
  }

  deinit { close(descriptor) }

  /// The SHA-256 of the bytes that are there, in hexadecimal.
  var digest: String { sum.hexDigest() }

  /// Hashes what an earlier run left; a file that is too long is emptied.
  ///
  /// - Parameter report: gets the number of bytes read and the number of bytes there are.
  func readBack(isCancelled: () -> Bool, report: (UInt64, UInt64) -> Void) throws {
    guard case .file(let found) = FileSystem.kind(of: path), found <= size else {
      return try empty()
    }
    var buffer = [UInt8](repeating: 0, count: found == 0 ? 0 : 1 << 20)
    while count < found {
      if isCancelled() { throw PullStopped() }
      let taken = pread(descriptor, &buffer, buffer.count, off_t(count))
      if taken < 0 && errno == EINTR { continue }
      guard taken > 0 else { throw StoreError.system(action: .read, path: path, code: errno) }
      buffer.withUnsafeBytes { sum.update(UnsafeRawBufferPointer(rebasing: $0[..<taken])) }
      count += UInt64(taken)
      report(count, found)
    }
  }

  /// Adds bytes at the end.
  ///
  /// Throws `SourceProblem.tooLong` and empties the file when there would be more than `size`.
  func append(_ bytes: UnsafeRawBufferPointer) throws {
    guard UInt64(bytes.count) <= size - count else {
      try empty()
      throw SourceProblem.tooLong(size: size)
    }
    var rest = bytes
    while !rest.isEmpty {
      let written = pwrite(descriptor, rest.baseAddress, rest.count, off_t(count))
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw StoreError.system(action: .write, path: path, code: errno) }
      sum.update(UnsafeRawBufferPointer(rebasing: rest[..<written]))
      count += UInt64(written)
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
  }

  /// Throws all bytes away, to begin again.
  func empty() throws {
    guard ftruncate(descriptor, 0) == 0 else {
      throw StoreError.system(action: .truncate, path: path, code: errno)
    }
    count = 0
    sum = SHA256()
  }

  /// Gives the file its final name, after all bytes are on the disk.
  func install(as final: String, in folder: String) throws {
    guard fsync(descriptor) == 0 else {
      throw StoreError.system(action: .write, path: path, code: errno)
    }
    try FileSystem.rename(path, to: final, in: folder)
  }

  /// Returns whether the path still leads to the open file.
  private static func isSame(_ descriptor: Int32, _ path: String) -> Bool {
    var opened = stat()
    var named = stat()
    return fstat(descriptor, &opened) == 0 && stat(path, &named) == 0
      && opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
  }
}
