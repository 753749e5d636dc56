package import BlockFormats
package import KernelTable

/// Measures single kernels, and the ceilings of the machine that bound them.
///
/// Times are the least of several runs: what the kernel can do when nothing disturbs it.
package struct KernelBenchmark {
  /// What one format's kernels reach on one thread, with weights that stay in the cache.
  package struct Result: Sendable {
    package let type: WeightType
    /// Bytes of weights per second of the dot kernel with one column.
    package let dot: Double
    /// The time of four columns, in times that of one.
    package let fourColumns: Double
    /// Bytes of weights per second of unpacking into panels; nil without tile kernels.
    package let unpack: Double?
    /// Multiply-adds per second of panels times eight columns.
    package let tile: Double?
  }

  private static let rows = 256
  private static let columns = 1536
  private static let runs = 15
  private let kernels: KernelTable

  package init(kernels: KernelTable) { self.kernels = kernels }

  /// Measures every format that has a dot kernel.
  package func run() -> [Result] { WeightType.allCases.compactMap { measure($0) } }

  private func measure(_ type: WeightType) -> Result? {
    guard let route = kernels.integerRoute(for: type),
      let rowBytes = type.byteCount(values: Self.columns)
    else { return nil }
    let bytes = Double(Self.rows * rowBytes)
    let one = dotTime(route, rowBytes, columns: 1)
    let four = dotTime(route, rowBytes, columns: 4)
    let tile = tileTimes(type, rowBytes)
    let products = Double(Self.rows * Self.columns * 8)
    return Result(
      type: type, dot: bytes / one, fourColumns: four / one, unpack: tile.map { bytes / $0.unpack },
      tile: tile.map { products / $0.multiply })
  }

  /// Plain bytes: scales are ordinary numbers, and the speed depends on nothing else.
  private func weights(_ count: Int) -> AlignedBuffer<UInt8> {
    let buffer = AlignedBuffer<UInt8>(count: count)
    buffer.base.initialize(repeating: 0x2C, count: count)
    return buffer
  }

  private func floats(_ count: Int) -> AlignedBuffer<Float> {
    let buffer = AlignedBuffer<Float>(count: count)
    for index in 0..<count { buffer.base[index] = Float(index % 17) - 8 }
    return buffer
  }

  private func dotTime(
    _ route: KernelTable.IntegerRoute, _ rowBytes: Int, columns: Int
  ) -> Double {
    let source = weights(Self.rows * rowBytes)
    let input = floats(Self.columns)
    let size = route.activationBytes(Self.columns)
    let activations = AlignedBuffer<UInt8>(count: size * columns)
    for column in 0..<columns {
      route.quantize(
        input.base, Self.columns, UnsafeMutableRawPointer(activations.base) + column * size)
    }
    let output = AlignedBuffer<Float>(count: Self.rows * columns)
    return least {
      route.dot(
        source.base, Self.rows, Self.columns, activations.base, columns, size, output.base,
        Self.rows)
    }
  }

  private func tileTimes(_ type: WeightType, _ rowBytes: Int) -> (unpack: Double, multiply: Double)?
  {
    guard let tiles = kernels.tiles, let route = kernels.tileRoute(for: type) else { return nil }
    let source = weights(Self.rows * rowBytes)
    let panelSize = Self.columns / 32 * route.panelBytesPer32
    let panelRows = tiles.rowsPerPanel
    let panels = AlignedBuffer<UInt8>(count: Self.rows / panelRows * panelSize)
    let unpack = least {
      for first in stride(from: 0, to: Self.rows, by: panelRows) {
        route.unpack(
          source.base + first * rowBytes, panelRows, Self.columns,
          panels.base + first / panelRows * panelSize)
      }
    }
    let columns = tiles.columnsPerBlock
    let input = floats(Self.columns * columns)
    let block = AlignedBuffer<UInt8>(count: tiles.columnBlockBytes(Self.columns))
    tiles.quantize(input.base, columns, Self.columns, block.base)
    let output = AlignedBuffer<Float>(count: Self.rows * columns)
    // As many rows as one task has, so that the panels are where they are in real use.
    let rows = 64
    let multiply = least {
      for _ in 0..<Self.rows / rows {
        route.multiply(
          panels.base, rows, Self.columns, block.base, columns, output.base, Self.rows)
      }
    }
    return (unpack, multiply * 8 / Double(columns))
  }

  private func least(_ work: () -> Void) -> Double { Self.leastTime(of: Self.runs, work) }

  /// The least time of several runs, in seconds.
  static func leastTime(of runs: Int, _ work: () -> Void) -> Double {
    let clock = ContinuousClock()
    let least = (0..<runs).map { _ in clock.measure(work) }.min() ?? .zero
    return Double(least.components.seconds) + Double(least.components.attoseconds) * 1e-18
  }
}
