import KernelTable
import ThreadTeam

extension MatMul {
  /// Columns that one kernel call takes: their activations stay in L1 while rows pass by.
  private static let columnsPerCall = 8

  /// Weights that one task takes, in bytes: it stays in L2 while column blocks pass over it, and
  /// is long enough that the memory prefetcher runs in a straight line most of the time.
  private static let bytesPerTask = 64 * 1024

  /// Quantizes the input and runs the dot kernels over all rows of all products in one go.
  func multiplyIntegers(
    _ input: UnsafePointer<Float>, columns: Int, by products: [Product]
  ) {
    quantized.begin()
    let tasks = products.flatMap { integerTasks(for: $0) }
    for product in products {
      guard let route = kernels.integerRoute(for: product.weights.type) else { continue }
      quantized.prepare(
        input, columns: columns, count: product.weights.columns, route: route, team: team)
    }
    team.run(total: tasks.count, chunk: 1) { range, _ in
      for index in range { self.run(tasks[index], columns: columns) }
    }
  }

  /// A range of rows of one product.
  private struct IntegerTask {
    let product: Product
    let rows: Range<Int>
    let route: KernelTable.IntegerRoute
  }

  private func integerTasks(for product: Product) -> [IntegerTask] {
    let weights = product.weights
    guard let route = kernels.integerRoute(for: weights.type) else { return [] }
    let step = max(1, Self.bytesPerTask / max(weights.rowBytes, 1))
    return stride(from: 0, to: weights.rows, by: step).map { first in
      IntegerTask(
        product: product, rows: first..<min(first + step, weights.rows), route: route)
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
