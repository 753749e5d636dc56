import BlockFormats
import KernelTable
import ThreadTeam

extension KernelTable {
  /// The tile kernels' route for a format, or nil where there is none.
  func tileRoute(for type: WeightType) -> TileKernels.Route? {
    guard let tiles else { return nil }
    return switch type {
    case .q4_0: tiles.q4_0
    case .q5_0: tiles.q5_0
    case .q8_0: tiles.q8_0
    case .q4_1: tiles.q4_1
    case .q5_1: tiles.q5_1
    case .iq4_NL: tiles.iq4_NL
    case .q4_K: tiles.q4_K
    case .q5_K: tiles.q5_K
    case .q6_K: tiles.q6_K
    case .iq4_XS: tiles.iq4_XS
    case .q2_K: tiles.q2_K
    case .q3_K: tiles.q3_K
    case .mxfp4: tiles.mxfp4
    case .f32, .f16, .bf16: nil
    }
  }
}

extension MatMul {
  /// Rows that one task takes: their panels stay in L2 while every column block passes over them,
  /// and every column block is read from memory once per so many rows.
  private static let rowsPerTileTask = 64

  /// Unpacks panels of weights and multiplies them with all column blocks.
  func multiplyTiles(
    _ input: UnsafePointer<Float>, columns: Int, by products: [Product], _ tiles: TileKernels
  ) {
    guard let count = products.first?.weights.columns else { return }
    quantizeColumnBlocks(input, columns, count, tiles)
    let tasks = products.flatMap { tileTasks(for: $0) }
    team.run(total: tasks.count, chunk: 1) { range, worker in
      for index in range {
        self.run(tasks[index], columns: columns, tiles, self.panels[worker])
      }
    }
  }

  private struct TileTask {
    let product: Product
    let rows: Range<Int>
    let route: TileKernels.Route
  }

  private func tileTasks(for product: Product) -> [TileTask] {
    guard let route = kernels.tileRoute(for: product.weights.type) else { return [] }
    let rows = product.weights.rows
    return stride(from: 0, to: rows, by: Self.rowsPerTileTask).map { first in
      TileTask(
        product: product, rows: first..<min(first + Self.rowsPerTileTask, rows), route: route)
    }
  }

  private func quantizeColumnBlocks(
    _ input: UnsafePointer<Float>, _ columns: Int, _ count: Int, _ tiles: TileKernels
  ) {
    let width = tiles.columnsPerBlock
    let blocks = (columns + width - 1) / width
    let size = count / 32 * tiles.columnBlockBytesPer32
    columnBlocks.reserve(blocks * size)
    let target = UnsafeMutableRawPointer(columnBlocks.base)
    team.run(total: blocks, chunk: 1) { range, _ in
      for block in range {
        let first = block * width
        tiles.quantize(
          input + first * count, min(width, columns - first), count, target + block * size)
      }
    }
  }

  private func run(
    _ task: TileTask, columns: Int, _ tiles: TileKernels, _ scratch: AlignedBuffer<UInt8>
  ) {
    let weights = task.product.weights
    let panelSize = weights.columns / 32 * tiles.panelBytesPer32
    let blockSize = weights.columns / 32 * tiles.columnBlockBytesPer32
    scratch.reserve((task.rows.count + tiles.rowsPerPanel - 1) / tiles.rowsPerPanel * panelSize)
    let panels = UnsafeMutableRawPointer(scratch.base)
    for first in stride(from: 0, to: task.rows.count, by: tiles.rowsPerPanel) {
      task.route.unpack(
        weights.row(task.rows.lowerBound + first),
        min(tiles.rowsPerPanel, task.rows.count - first), weights.columns,
        panels + first / tiles.rowsPerPanel * panelSize)
    }
    for first in stride(from: 0, to: columns, by: tiles.columnsPerBlock) {
      task.route.multiply(
        panels, task.rows.count, weights.columns,
        UnsafeRawPointer(columnBlocks.base) + first / tiles.columnsPerBlock * blockSize,
        min(tiles.columnsPerBlock, columns - first),
        task.product.output + (first * task.product.stride + task.rows.lowerBound),
        task.product.stride)
    }
  }
}
