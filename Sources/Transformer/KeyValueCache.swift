import Compute
import KernelTable

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// How keys and values are kept.
package enum KeyValueType: String, Sendable, CaseIterable {
  /// Half precision, two bytes a value.
  case f16
  /// Single precision, for the accuracy reference.
  case f32

  var bytesPerValue: Int { self == .f16 ? 2 : 4 }
}

/// The keys and values of every token read, for every layer.
///
/// Layout: layer, key-value head, position, value of the head; first all keys, then all values of a
/// layer. Memory comes from the system page by page as positions are written, so that a large
/// context costs nothing until it is used.
final class KeyValueCache {
  let type: KeyValueType
  let capacity: Int
  private let attention: AttentionDescription
  private let base: UnsafeMutableRawPointer
  private let byteCount: Int

  /// Reserves room for `capacity` positions.
  ///
  /// - Throws: `TransformerError` when the system refuses the address space.
  init(
    layers: Int, attention: AttentionDescription, capacity: Int, type: KeyValueType
  ) throws(TransformerError) {
    self.type = type
    self.capacity = capacity
    self.attention = attention
    let perPosition = attention.keyValueSize * type.bytesPerValue * 2 * layers
    let (bytes, overflow) = perPosition.multipliedReportingOverflow(by: capacity)
    guard !overflow,
      let memory = mmap(
        nil, max(bytes, 1), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
        -1, 0),
      memory != MAP_FAILED
    else { throw .contextTooLarge(capacity, bytes: overflow ? nil : bytes) }
    base = memory
    byteCount = max(bytes, 1)
  }

  deinit { munmap(base, byteCount) }

  /// The bytes of one position over all layers.
  var bytesPerPosition: Int { byteCount / max(capacity, 1) }

  /// The keys of a head of a layer: `capacity` rows of the head's size.
  func keys(layer: Int, head: Int) -> UnsafeMutableRawPointer {
    base + ((2 * layer) * attention.keyValueHeadCount + head) * bytesPerHead
  }

  /// The values of a head of a layer: `capacity` rows of the head's size.
  func values(layer: Int, head: Int) -> UnsafeMutableRawPointer {
    base + ((2 * layer + 1) * attention.keyValueHeadCount + head) * bytesPerHead
  }

  private var bytesPerHead: Int { capacity * attention.headSize * type.bytesPerValue }

  /// Writes the key and value of one position: `keyValueSize` floats each.
  func store(
    _ key: UnsafePointer<Float>, _ value: UnsafePointer<Float>, layer: Int, position: Int,
    kernels: KernelTable
  ) {
    let size = attention.headSize
    for head in 0..<attention.keyValueHeadCount {
      write(key + head * size, to: keys(layer: layer, head: head), position, kernels)
      write(value + head * size, to: values(layer: layer, head: head), position, kernels)
    }
  }

  private func write(
    _ row: UnsafePointer<Float>, to rows: UnsafeMutableRawPointer, _ position: Int,
    _ kernels: KernelTable
  ) {
    let size = attention.headSize
    switch type {
    case .f16:
      let target = rows.assumingMemoryBound(to: UInt16.self) + position * size
      kernels.halves.narrow(row, size, target)
    case .f32:
      (rows.assumingMemoryBound(to: Float.self) + position * size).update(from: row, count: size)
    }
  }
}
