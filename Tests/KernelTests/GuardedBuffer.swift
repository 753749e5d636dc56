#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Memory whose last byte is followed by a page that cannot be touched.
///
/// A kernel that reads or writes beyond its counts ends the test run. The bytes before the data
/// are 0xFF, so that what is read there is not a number.
final class GuardedBuffer {
  struct NoMemory: Error {}

  let start: UnsafeMutableRawPointer
  let count: Int
  private let base: UnsafeMutableRawPointer
  private let length: Int

  init(count: Int) throws {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let pages = (count + page - 1) / page
    length = (pages + 1) * page
    guard
      let base = mmap(
        nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      base != MAP_FAILED
    else { throw NoMemory() }
    self.base = base
    self.count = count
    let end = base + pages * page
    start = end - count
    memset(base, 0xFF, pages * page)
    guard mprotect(end, page, PROT_NONE) == 0 else { throw NoMemory() }
  }

  convenience init<Element: BitwiseCopyable>(_ values: [Element]) throws {
    try self.init(count: values.count * MemoryLayout<Element>.stride)
    values.withUnsafeBytes { source in
      guard let address = source.baseAddress else { return }
      start.copyMemory(from: address, byteCount: source.count)
    }
  }

  deinit { munmap(base, length) }

  var bytes: UnsafePointer<UInt8> { pointer() }
  var floats: UnsafePointer<Float> { pointer() }
  var halves: UnsafePointer<UInt16> { pointer() }
  var mutableFloats: UnsafeMutablePointer<Float> { start.assumingMemoryBound(to: Float.self) }
  var mutableHalves: UnsafeMutablePointer<UInt16> { start.assumingMemoryBound(to: UInt16.self) }

  /// A copy of the contents.
  func array<Element: BitwiseCopyable>(of type: Element.Type = Element.self) -> [Element] {
    let elements = count / MemoryLayout<Element>.stride
    return (0..<elements).map {
      start.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Element>.stride, as: type)
    }
  }

  private func pointer<Element>() -> UnsafePointer<Element> {
    UnsafePointer(start.assumingMemoryBound(to: Element.self))
  }
}
