import KernelTable

/// Writes the key and the value of one position of one head; see `AttentionKernels` for the layout.
struct KeyValueWriter {
  /// The size of a head, and that size as it is padded in the cache.
  let size: Int
  let width: Int
  let position: Int
  let kernels: KernelTable

  private var lane: Int { position % AttentionKernels.positionsPerBlock }
  /// The first position of the block that this position is in.
  private var blockStart: Int { position - lane }

  func writeFloats(
    _ key: UnsafePointer<Float>, _ value: UnsafePointer<Float>,
    _ keys: UnsafeMutableRawPointer, _ values: UnsafeMutableRawPointer
  ) {
    let block = keys.assumingMemoryBound(to: Float.self) + blockStart * width + lane
    for i in 0..<size { block[i * AttentionKernels.positionsPerBlock] = key[i] }
    (values.assumingMemoryBound(to: Float.self) + position * width).update(from: value, count: size)
  }

  func writeHalves(
    _ key: UnsafePointer<Float>, _ value: UnsafePointer<Float>,
    _ keys: UnsafeMutableRawPointer, _ values: UnsafeMutableRawPointer
  ) {
    let block = keys.assumingMemoryBound(to: UInt16.self) + blockStart * width + lane
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: size) { halves in
      guard let narrow = halves.baseAddress else { return }
      kernels.halves.narrow(key, size, narrow)
      for i in 0..<size { block[i * AttentionKernels.positionsPerBlock] = narrow[i] }
    }
    kernels.halves.narrow(
      value, size, values.assumingMemoryBound(to: UInt16.self) + position * width)
  }

  /// Each 32 values of a head get one scale, as in Q8_0: largest magnitude / 127.
  func writeBytes(
    _ key: UnsafePointer<Float>, _ value: UnsafePointer<Float>,
    _ keys: UnsafeMutableRawPointer, _ values: UnsafeMutableRawPointer
  ) {
    let groups = width / 32
    let block = keys + blockStart * groups * 34
    let row = values + position * groups * 34
    for group in 0..<groups {
      let count = min(32, size - group * 32)
      guard count > 0 else { return }
      let keyGroup = block + group * 34 * AttentionKernels.positionsPerBlock
      quantize(
        key + group * 32, count, scale: keyGroup + 2 * lane,
        bytes: keyGroup + 2 * AttentionKernels.positionsPerBlock + lane,
        stride: AttentionKernels.positionsPerBlock)
      let valueGroup = row + group * 34
      quantize(value + group * 32, count, scale: valueGroup, bytes: valueGroup + 2, stride: 1)
    }
  }

  private func quantize(
    _ source: UnsafePointer<Float>, _ count: Int, scale target: UnsafeMutableRawPointer,
    bytes: UnsafeMutableRawPointer, stride: Int
  ) {
    var largest: Float = 0
    for i in 0..<count { largest = max(largest, abs(source[i])) }
    var scale = largest / 127
    let half = target.assumingMemoryBound(to: UInt16.self)
    kernels.halves.narrow(&scale, 1, half)
    // What counts is the scale as it is read again.
    kernels.halves.widen(half, 1, &scale)
    let factor = scale > 0 ? 1 / scale : 0
    for i in 0..<count {
      let rounded = (source[i] * factor).rounded(.toNearestOrEven)
      let byte = Int8(max(-127, min(127, rounded)))
      bytes.storeBytes(of: byte, toByteOffset: i * stride, as: Int8.self)
    }
  }
}
