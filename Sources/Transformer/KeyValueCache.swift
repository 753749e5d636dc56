import Compute
import KernelTable

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The keys and values of every token read, for every layer.
///
/// Layout: layer, then all keys and all values of a layer; in each, head by head, the positions as
/// `AttentionKernels` wants them. Memory comes from the system page by page as positions are
/// written, so that a large context costs nothing until it is used.
final class KeyValueCache {
  let type: KeyValueType
  let capacity: Int
  /// The size of a head, padded for the kernels; what is beyond the head's own size stays zero.
  let width: Int
  private let attention: AttentionDescription
  private let layers: Int
  private let base: UnsafeMutableRawPointer
  private let byteCount: Int

  /// Reserves room for `capacity` positions.
  ///
  /// - Throws: `TransformerError` when the system refuses the address space.
  init(
    layers: Int, attention: AttentionDescription, capacity: Int, type: KeyValueType
  ) throws(TransformerError) {
    self.type = type
    self.layers = layers
    self.attention = attention
    width = Self.rounded(attention.headSize, to: AttentionKernels.widthStep)
    guard capacity < Int.max / 2 else { throw .contextTooLarge(capacity, bytes: nil) }
    // Kernels read whole steps.
    self.capacity = Self.rounded(capacity, to: AttentionKernels.positionsPerStep)
    let perPosition =
      2 * layers * attention.keyValueHeadCount * type.bytesPerPosition(width: width)
    let (bytes, overflow) = perPosition.multipliedReportingOverflow(by: self.capacity)
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
  var bytesPerPosition: Int {
    2 * layers * attention.keyValueHeadCount * type.bytesPerPosition(width: width)
  }

  /// The keys of a head of a layer.
  func keys(layer: Int, head: Int) -> UnsafeMutableRawPointer {
    base + ((2 * layer) * attention.keyValueHeadCount + head) * bytesPerHead
  }

  /// The values of a head of a layer.
  func values(layer: Int, head: Int) -> UnsafeMutableRawPointer {
    base + ((2 * layer + 1) * attention.keyValueHeadCount + head) * bytesPerHead
  }

  private var bytesPerHead: Int { capacity * type.bytesPerPosition(width: width) }

  /// Writes the key and value of one position: `keyValueSize` floats each.
  func store(
    _ key: UnsafePointer<Float>, _ value: UnsafePointer<Float>, layer: Int, position: Int,
    kernels: KernelTable
  ) {
    let size = attention.headSize
    let writer = KeyValueWriter(size: size, width: width, position: position, kernels: kernels)
    for head in 0..<attention.keyValueHeadCount {
      let keys = keys(layer: layer, head: head)
      let values = values(layer: layer, head: head)
      switch type {
      case .f16: writer.writeHalves(key + head * size, value + head * size, keys, values)
      case .q8_0: writer.writeBytes(key + head * size, value + head * size, keys, values)
      case .f32: writer.writeFloats(key + head * size, value + head * size, keys, values)
      }
    }
  }

  private static func rounded(_ count: Int, to step: Int) -> Int {
    (max(count, 1) + step - 1) / step * step
  }
}
