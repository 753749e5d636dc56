#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The bytes of a file, mapped into memory read-only and given back when the object goes.
///
/// Nothing is read before it is touched. The bytes begin at a page. A file that another program
/// makes shorter while it is mapped ends the process at the next touch, as with every mapping.
///
/// The class is `@unchecked Sendable` because it never changes: the pages cannot be written, and
/// they are unmapped only when nothing refers to the object.
package final class MappedFile: @unchecked Sendable {
  /// The bytes, valid as long as the object lives.
  package let bytes: UnsafeRawBufferPointer
  /// Where the file was found; nil for bytes in memory.
  package let path: String?

  /// Maps the file at `path`.
  ///
  /// - Throws: `GGUFError` with the code `unreadable` where there is no file, or a directory, a
  ///   pipe or a device, an empty file, or one that this user may not read.
  package init(path: String) throws(GGUFError) {
    // Without O_NONBLOCK the opening of a pipe waits until somebody writes into it.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw GGUFError.cannotOpen(errno).about(path) }
    defer { close(descriptor) }
    do {
      bytes = try Self.map(descriptor, count: try Self.size(of: descriptor))
    } catch {
      throw error.about(path)
    }
    self.path = path
  }

  /// Copies bytes into pages of their own, so that a model in memory is laid out as a file is.
  ///
  /// - Throws: `GGUFError` with the code `unreadable` where `bytes` is empty or memory is short.
  package init(copying bytes: [UInt8]) throws(GGUFError) {
    guard !bytes.isEmpty else { throw GGUFError.emptyFile }
    let protection = PROT_READ | PROT_WRITE
    let start = mmap(nil, bytes.count, protection, MAP_PRIVATE | Self.anonymous, -1, 0)
    guard let start, start != MAP_FAILED else { throw GGUFError.cannotMap(errno) }
    start.copyMemory(from: bytes, byteCount: bytes.count)
    self.bytes = UnsafeRawBufferPointer(start: start, count: bytes.count)
    path = nil
  }

  deinit {
    munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
  }

  #if canImport(Darwin)
  private static let anonymous = MAP_ANON
  #else
  private static let anonymous = MAP_ANONYMOUS
  #endif

  /// The size of a regular file that is not empty.
  private static func size(of descriptor: Int32) throws(GGUFError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw GGUFError.cannotOpen(errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw GGUFError.directory
    default: throw GGUFError.notRegularFile
    }
    guard let size = Int(exactly: status.st_size), size > 0 else { throw GGUFError.emptyFile }
    return size
  }

  private static func map(
    _ descriptor: Int32, count: Int
  ) throws(GGUFError) -> UnsafeRawBufferPointer {
    let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let start, start != MAP_FAILED else { throw GGUFError.cannotMap(errno) }
    #if os(Linux)
    // What is read from the disk then comes in large pages, which stay in the page cache: all
    // later runs map them in a thirtieth of the time. That the system may refuse changes nothing.
    _ = madvise(start, count, Int32(MADV_HUGEPAGE))
    #endif
    return UnsafeRawBufferPointer(start: start, count: count)
  }
}
