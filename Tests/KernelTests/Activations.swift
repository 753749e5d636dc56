import KernelTable

/// Activations in the layout that all present kernels write and read.
struct Activations {
  let buffer: GuardedBuffer
  let count: Int
  let blockSize: Int

  init(
    _ values: [Float], blockSize: Int, in table: KernelTable
  ) throws {
    self.blockSize = blockSize
    count = values.count
    let input = try GuardedBuffer(values)
    let per = blockSize == 32 ? table.integer.bytesPer32 : table.integer.bytesPer256
    buffer = try GuardedBuffer(count: count / blockSize * per)
    let quantize = blockSize == 32 ? table.integer.quantize32 : table.integer.quantize256
    quantize(input.floats, count, buffer.start)
  }

  private var record: Int { 320 }

  func quant(_ index: Int) -> Int8 {
    let (block, place) = index.quotientAndRemainder(dividingBy: 256)
    let offset = blockSize == 32 ? index : block * record + place
    return buffer.start.load(fromByteOffset: offset, as: Int8.self)
  }

  func scale(of index: Int) -> Float {
    let offset = blockSize == 32 ? count + index / 32 * 4 : index / 256 * record + 304
    return buffer.start.loadUnaligned(fromByteOffset: offset, as: Float.self)
  }

  /// The sum of the 16 quants (`length` 16) or 32 quants (`length` 32) of a run.
  func sum(ofRun run: Int, length: Int) -> Int16 {
    let runs = 256 / length
    let offset = run / runs * record + (length == 16 ? 256 : 288) + run % runs * 2
    return buffer.start.loadUnaligned(fromByteOffset: offset, as: Int16.self)
  }

  /// What the quants stand for.
  var dequantized: [Double] {
    (0..<count).map { Double(quant($0)) * Double(scale(of: $0)) }
  }
}
