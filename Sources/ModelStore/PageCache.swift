#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The system's memory of files, as far as a program can tell it what to keep, and how.
///
/// A file that has just been written lies there in pages of 4 KiB. Reading the weights of a model
/// once takes a translation of an address for each of them, and a fault for every few: on a
/// virtual machine with two cores a tenth of a second of the first answer, and up to a third of
/// the memory's speed. Linux can keep a file in pages of 2 MiB, but chooses when it reads it.
package enum PageCache {
  /// Reads a file into memory, in large pages where the system has them for its file system.
  ///
  /// What is there in small pages is given up first, unless another process has it mapped.
  ///
  /// - Parameters:
  ///   - isCancelled: asked every few megabytes; true ends the reading.
  ///   - report: gets the number of bytes that are in memory, and of all.
  /// - Returns: whether the whole file was read.
  /// - Throws: `StoreError.system` where the file cannot be opened or mapped.
  @discardableResult
  package static func warm(
    _ path: String, isCancelled: () -> Bool = { false },
    report: (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in }
  ) throws(StoreError) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(action: .open, path: path, code: errno) }
    defer { close(descriptor) }
    guard case .file(let size) = FileSystem.kind(of: path), size > 0,
      let count = Int(exactly: size)
    else { throw .notAFile(path: path) }
    giveUp(descriptor)
    let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let start, start != MAP_FAILED else {
      throw .system(action: .read, path: path, code: errno)
    }
    defer { munmap(start, count) }
    preferLargePages(start, count)
    for first in stride(from: 0, to: count, by: step) {
      if isCancelled() { return false }
      let size = min(step, count - first)
      guard bringIn(start + first, size) || read(descriptor, from: first, size) else {
        throw .system(action: .read, path: path, code: errno)
      }
      report(UInt64(first + size), UInt64(count))
    }
    return true
  }

  /// How many bytes are asked for at once: some large pages.
  private static let step = 8 << 20

  /// Lets the system forget the pages that it can read again.
  private static func giveUp(_ descriptor: Int32) {
    #if os(Linux)
    // Pages that wait to be written stay otherwise.
    fsync(descriptor)
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
    #endif
  }

  /// A wish, which systems without large pages for files refuse without harm.
  private static func preferLargePages(_ start: UnsafeMutableRawPointer, _ count: Int) {
    #if os(Linux)
    madvise(start, count, MADV_HUGEPAGE)
    #endif
  }

  /// Reads the pages of a mapping; false where the system cannot be told to (Linux before 5.14).
  private static func bringIn(_ start: UnsafeMutableRawPointer, _ count: Int) -> Bool {
    #if os(Linux)
    // MADV_POPULATE_READ, which some C libraries do not name yet.
    return madvise(start, count, 22) == 0
    #else
    return false
    #endif
  }

  /// Reads a part of a file for the sake of the system's memory alone.
  private static func read(_ descriptor: Int32, from first: Int, _ count: Int) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var done = 0
    while done < count {
      let taken = pread(
        descriptor, &buffer, min(buffer.count, count - done), off_t(first + done))
      if taken < 0 && errno == EINTR { continue }
      // A file that has become shorter has no more.
      guard taken > 0 else { return taken == 0 }
      done += taken
    }
    return true
  }
}
