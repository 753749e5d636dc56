#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Memory that its owner frees: `count` values, aligned to cache lines.
///
/// The buffer grows by being replaced; contents are not kept.
package final class AlignedBuffer<Element: BitwiseCopyable> {
  package private(set) var base: UnsafeMutablePointer<Element>
  package private(set) var count: Int

  /// Allocates `count` values; they are not initialized.
  package init(count: Int = 0) {
    self.count = max(count, 0)
    base = Self.allocate(self.count)
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }

  /// Makes room for `needed` values; what the buffer held is lost when it has to grow.
  package func reserve(_ needed: Int) {
    guard needed > count else { return }
    UnsafeMutableRawPointer(base).deallocate()
    base = Self.allocate(needed)
    count = needed
  }

  private static func allocate(_ count: Int) -> UnsafeMutablePointer<Element> {
    let bytes = max(count * MemoryLayout<Element>.stride, 64)
    let alignment = bytes >= hugePage ? hugePage : 64
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: alignment)
    #if os(Linux)
    // Batches walk such buffers with strides of several pages, which small pages make slow. That
    // the system may refuse changes nothing else.
    if bytes >= hugePage { _ = madvise(memory, bytes, Int32(MADV_HUGEPAGE)) }
    #endif
    return memory.bindMemory(to: Element.self, capacity: count)
  }

  private static var hugePage: Int { 2 * 1024 * 1024 }
}
