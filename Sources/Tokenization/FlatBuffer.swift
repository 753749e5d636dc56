#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A block of memory of a fixed size that is freed with its last owner.
///
/// It can be shared between threads because it is written only while the value that owns it is
/// made, and only read after that.
final class FlatBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Element>
  let count: Int
  /// How many bytes were mapped; 0 where the memory came from the allocator.
  private let mappedBytes: Int

  init(repeating value: Element, count: Int) {
    base = .allocate(capacity: max(count, 1))
    base.initialize(repeating: value, count: count)
    self.count = count
    mappedBytes = 0
  }

  /// A block of zero bytes, which must be a value of the element.
  ///
  /// A large one comes from the system with all its pages at once: to fault them in one by one
  /// takes most of a cold start's time, and to write zeros into them takes it twice.
  init(zeroed count: Int) {
    self.count = count
    let size = ZeroPages.rounded(MemoryLayout<Element>.stride * max(count, 1))
    if let pages = ZeroPages.map(size) {
      base = pages.bindMemory(to: Element.self, capacity: count)
      mappedBytes = size
    } else {
      base = .allocate(capacity: max(count, 1))
      UnsafeMutableRawPointer(base).initializeMemory(as: UInt8.self, repeating: 0, count: size)
      mappedBytes = 0
    }
  }

  deinit {
    if mappedBytes > 0 { munmap(base, mappedBytes) } else { base.deallocate() }
  }

  var buffer: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: base, count: count) }
}

/// Pages of the system that hold zeros.
private enum ZeroPages {
  /// From this size on a mapping pays for its two system calls.
  private static let smallest = 1 << 16

  /// From this size on whole large pages are mapped, which are quicker to get and to find.
  private static let smallestInLargePages = 1 << 20
  private static let largePage = 1 << 21

  #if canImport(Darwin)
  private static let flags = MAP_PRIVATE | MAP_ANON
  #else
  private static let flags = MAP_PRIVATE | MAP_ANONYMOUS
  #endif

  /// How many bytes to map for so many.
  static func rounded(_ size: Int) -> Int {
    guard size >= smallestInLargePages else { return size }
    return (size + largePage - 1) / largePage * largePage
  }

  /// Maps so many bytes; nil for few, and where the system refuses.
  static func map(_ size: Int) -> UnsafeMutableRawPointer? {
    guard size >= smallest else { return nil }
    let pages = mmap(nil, size, PROT_READ | PROT_WRITE, flags, -1, 0)
    guard let pages, pages != MAP_FAILED else { return nil }
    #if os(Linux)
    if size >= smallestInLargePages { _ = madvise(pages, size, Int32(MADV_HUGEPAGE)) }
    // An older system that does not know this provides the pages as they are touched.
    _ = madvise(pages, size, Int32(populateForWriting))
    #endif
    return pages
  }

  /// What `MADV_POPULATE_WRITE` is; not every C library names it.
  private static let populateForWriting = 23
}
