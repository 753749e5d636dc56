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
  /// The most rows that one task takes: every column block is read once per so many rows.
  private static let rowsPerTileTask = 64

  /// What the panels of a task take at most, in bytes: they stay in L2 while every column block
  /// passes over them.
  private static let panelBytesPerTask = 640 * 1024

  /// Unpacks panels of weights and multiplies them with all column blocks.
  func multiplyTiles(
    _ input: UnsafePointer<Float>, columns: Int, by products: [Product], _ tiles: TileKernels,
    preparing prepare: ((Range<Int>) -> Void)? = nil
  ) {
    guard let count = products.first?.weights.columns else { return }
    quantizeColumnBlocks(input, columns, count, tiles, prepare)
    let tasks = tileTasks(for: products, tiles)
    team.runAhead(total: tasks.count) { index, next, worker in
      self.unpack(tasks[index], tiles, self.panels[worker])
      self.multiply(
        tasks[index], columns: columns, tiles, self.panels[worker],
        upcoming: next.map { tasks[$0].bytes })
    }
  }

  private struct TileTask {
    let product: Product
    let rows: Range<Int>
    let route: TileKernels.Route

    /// The weights as the file holds them.
    var bytes: UnsafeRawBufferPointer {
      UnsafeRawBufferPointer(
        start: product.weights.row(rows.lowerBound),
        count: rows.count * product.weights.rowBytes)
    }
  }

  /// Cuts all rows into tasks of whole panels, which become smaller towards the end, so that all
  /// workers end together: each task takes its worker's half share of what is left.
  private func tileTasks(for products: [Product], _ tiles: TileKernels) -> [TileTask] {
    var tasks: [TileTask] = []
    var left = products.reduce(0) { $0 + $1.weights.rows }
    for product in products {
      guard let route = kernels.tileRoute(for: product.weights.type) else { continue }
      let rows = product.weights.rows
      let most = Self.mostPanels(route, tiles, columns: product.weights.columns)
      var first = 0
      while first < rows {
        let share = left / (2 * team.count * tiles.rowsPerPanel)
        let end = min(first + min(max(share, 1), most) * tiles.rowsPerPanel, rows)
        tasks.append(TileTask(product: product, rows: first..<end, route: route))
        left -= end - first
        first = end
      }
    }
    return tasks
  }

  /// As many whole panels as fit into L2, and at least one.
  private static func mostPanels(
    _ route: TileKernels.Route, _ tiles: TileKernels, columns: Int
  ) -> Int {
    let panelBytes = max(columns / 32 * route.panelBytesPer32, 1)
    return max(min(panelBytesPerTask / panelBytes, rowsPerTileTask / tiles.rowsPerPanel), 1)
  }

  private func quantizeColumnBlocks(
    _ input: UnsafePointer<Float>, _ columns: Int, _ count: Int, _ tiles: TileKernels,
    _ prepare: ((Range<Int>) -> Void)?
  ) {
    let width = tiles.columnsPerBlock
    let blocks = (columns + width - 1) / width
    let size = tiles.columnBlockBytes(count)
    columnBlocks.reserve(blocks * size)
    let target = UnsafeMutableRawPointer(columnBlocks.base)
    team.run(total: blocks, chunk: 1) { range, _ in
      for block in range {
        let columns = block * width..<min((block + 1) * width, columns)
        prepare?(columns)
        tiles.quantize(
          input + columns.lowerBound * count, columns.count, count, target + block * size)
      }
    }
  }

  private func unpack(_ task: TileTask, _ tiles: TileKernels, _ scratch: AlignedBuffer<UInt8>) {
    let weights = task.product.weights
    let panelSize = weights.columns / 32 * task.route.panelBytesPer32
    scratch.reserve((task.rows.count + tiles.rowsPerPanel - 1) / tiles.rowsPerPanel * panelSize)
    let panels = UnsafeMutableRawPointer(scratch.base)
    for first in stride(from: 0, to: task.rows.count, by: tiles.rowsPerPanel) {
      task.route.unpack(
        weights.row(task.rows.lowerBound + first),
        min(tiles.rowsPerPanel, task.rows.count - first), weights.columns,
        panels + first / tiles.rowsPerPanel * panelSize)
    }
  }

  /// Multiplies unpacked panels with all column blocks.
  ///
  /// - Parameter upcoming: the weights that this worker unpacks next. Unpacking reads from sixteen
  ///   places at a time, which the hardware does not foresee, so they are asked for meanwhile.
  private func multiply(
    _ task: TileTask, columns: Int, _ tiles: TileKernels, _ panels: AlignedBuffer<UInt8>,
    upcoming: UnsafeRawBufferPointer?
  ) {
    let weights = task.product.weights
    let blockSize = tiles.columnBlockBytes(weights.columns)
    let panelSize = weights.columns / 32 * task.route.panelBytesPer32
    let blocks = (columns + tiles.columnsPerBlock - 1) / tiles.columnsPerBlock
    let panelCount = (task.rows.count + tiles.rowsPerPanel - 1) / tiles.rowsPerPanel
    for step in 0..<blocks * panelCount {
      if let upcoming { prefetch(upcoming, part: step, of: blocks * panelCount) }
      // The records of a column block stay in the innermost cache while panels pass over them.
      let (block, panel) = step.quotientAndRemainder(dividingBy: panelCount)
      let first = block * tiles.columnsPerBlock
      let row = panel * tiles.rowsPerPanel
      task.route.multiply(
        UnsafeRawPointer(panels.base) + panel * panelSize,
        min(tiles.rowsPerPanel, task.rows.count - row), weights.columns,
        UnsafeRawPointer(columnBlocks.base) + block * blockSize,
        min(tiles.columnsPerBlock, columns - first),
        task.product.output + (first * task.product.stride + task.rows.lowerBound + row),
        task.product.stride)
    }
  }

  /// Asks for one of so many parts of some bytes: few lines at a time, because the core goes on
  /// only as long as it can remember what it waits for.
  private func prefetch(_ bytes: UnsafeRawBufferPointer, part: Int, of parts: Int) {
    guard let base = bytes.baseAddress else { return }
    let start = bytes.count * part / parts
    let earlier = bytes.count * max(part - 1, 0) / parts
    _ = kernels.rows.prefetch(
      base + start, bytes.count * (part + 1) / parts - start, base + earlier)
  }
}
