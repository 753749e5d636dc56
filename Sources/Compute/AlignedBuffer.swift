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
    return UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
      .bindMemory(to: Element.self, capacity: count)
  }
}
