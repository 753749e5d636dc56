import KernelTable

/// Activations in the layout that all present kernels write and read.
struct Activations {
  let buffer: GuardedBuffer
  let count: Int
  let blockSize: Int
  private let bytesPerRecord: Int

  init(
    _ values: [Float], blockSize: Int, in table: KernelTable
  ) throws {
    self.blockSize = blockSize
    count = values.count
    let input = try GuardedBuffer(values)
    bytesPerRecord = blockSize == 32 ? table.integer.bytesPer128 : table.integer.bytesPer256
    let size = blockSize == 32 ? table.integer.bytes32(count) : table.integer.bytes256(count)
    buffer = try GuardedBuffer(count: size)
    let quantize = blockSize == 32 ? table.integer.quantize32 : table.integer.quantize256
    quantize(input.floats, count, buffer.start)
  }

  func quant(_ index: Int) -> Int8 {
    let (record, place) = index.quotientAndRemainder(dividingBy: blockSize == 32 ? 128 : 256)
    // Of four blocks of 32, the first halves stand before the second halves.
    let offset = blockSize == 32 ? place % 32 / 16 * 64 + place / 32 * 16 + place % 16 : place
    return load(record, offset)
  }

  func scale(of index: Int) -> Float {
    blockSize == 32
      ? load(index / 128, 192 + index % 128 / 32 * 4) : load(index / 256, 304)
  }

  /// The sum of the 16 quants (`length` 16) or 32 quants (`length` 32) of a run, of blocks of 256.
  func sum(ofRun run: Int, length: Int) -> Int16 {
    let runs = 256 / length
    return load(run / runs, (length == 16 ? 256 : 288) + run % runs * 2)
  }

  /// What the sums of products begin with, for a bias of 8: lane `lane` of four, of a block of 32.
  func start(of block: Int, lane: Int) -> Int32 {
    load(block / 4, 128 + block % 4 * 16 + lane * 4)
  }

  /// The scale times the sum of the quants, of a block of 32.
  func total(of block: Int) -> Float { load(block / 4, 208 + block % 4 * 4) }

  private func load<Number: BitwiseCopyable>(_ record: Int, _ offset: Int) -> Number {
    buffer.start.loadUnaligned(
      fromByteOffset: record * bytesPerRecord + offset, as: Number.self)
  }

  /// What the quants stand for.
  var dequantized: [Double] {
    (0..<count).map { Double(quant($0)) * Double(scale(of: $0)) }
  }
}
