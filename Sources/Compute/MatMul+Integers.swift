import KernelTable
import ThreadTeam

extension MatMul {
  /// Columns that one kernel call takes: their activations stay in L1 while rows pass by.
  private static let columnsPerCall = 8

  /// The most weights that one task takes, in bytes.
  ///
  /// The memory prefetcher follows a thread's stream of addresses and starts anew at each task:
  /// decoding the 1.5B model took 33 tokens a second with 512 KiB, 29 with 128, 25 with 64 (two
  /// threads of a Zen 4 at 3.7 GHz).
  private static let bytesPerTask = 512 * 1024

  /// The least weights of a task, in bytes, unless its matrix is smaller.
  private static let bytesPerLastTask = 64 * 1024

  /// Quantizes the input and runs the dot kernels over all rows of all products in one go.
  func multiplyIntegers(
    _ input: UnsafePointer<Float>, columns: Int, by products: [Product]
  ) {
    guard let count = products.first?.weights.columns else { return }
    let scratch = quantized
    cutTasks(for: products)
    scratch.quantize(input, columns: columns, count: count, team: team)
    scratch.tasks.withUnsafeBufferPointer { tasks in
      team.run(total: tasks.count, chunk: 1) { range, _ in
        for index in range { self.run(tasks[index], columns: columns) }
      }
    }
    // The tasks' memory stays for the next call; what they point at need not.
    scratch.tasks.removeAll(keepingCapacity: true)
  }

  /// Cuts all rows into tasks that become smaller towards the end, so that all workers end
  /// together: each task takes its worker's half share of what is left.
  private func cutTasks(for products: [Product]) {
    var left = products.reduce(0) { $0 + $1.weights.rows * $1.weights.rowBytes }
    for product in products {
      let weights = product.weights
      guard let route = kernels.integerRoute(for: weights.type) else { continue }
      var first = 0
      while first < weights.rows {
        let bytes = min(max(left / (2 * team.count), Self.bytesPerLastTask), Self.bytesPerTask)
        let rows = min(max(1, bytes / weights.rowBytes), weights.rows - first)
        quantized.tasks.append(
          IntegerTask(product: product, rows: first..<first + rows, route: route))
        first += rows
        left -= rows * weights.rowBytes
      }
    }
  }

  private func run(_ task: IntegerTask, columns: Int) {
    let weights = task.product.weights
    let source = quantized.columns(for: task.route)
    let stride = task.route.activationBytes(weights.columns)
    var column = 0
    while column < columns {
      let width = min(Self.columnsPerCall, columns - column)
      task.route.dot(
        weights.row(task.rows.lowerBound), task.rows.count, weights.columns,
        source + column * stride, width, stride,
        task.product.output + (column * task.product.stride + task.rows.lowerBound),
        task.product.stride)
      column += width
    }
  }
}
