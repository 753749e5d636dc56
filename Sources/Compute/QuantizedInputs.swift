import KernelTable
import ThreadTeam

/// What one integer multiplication works with; the memory stays for the next one.
final class QuantizedInputs {
  /// The rows that workers take.
  var tasks: [IntegerTask] = []
  private let narrow = AlignedBuffer<UInt8>()
  private let wide = AlignedBuffer<UInt8>()

  /// Columns that one worker quantizes at a time: fewer than that are not worth waking another.
  private static let columnsPerChunk = 4

  /// Quantizes `columns` rows of `count` floats in each of the block sizes that tasks want.
  func quantize(
    _ input: UnsafePointer<Float>, columns: Int, count: Int, team: WorkerTeam
  ) {
    let first = tasks.first { !$0.route.isWide }?.route
    let second = tasks.first { $0.route.isWide }?.route
    reserve(first, columns, count)
    reserve(second, columns, count)
    let start = first == nil ? columns : 0
    let end = second == nil ? columns : 2 * columns
    team.run(total: end - start, chunk: Self.columnsPerChunk) { range, _ in
      for index in range {
        let place = start + index
        guard let route = place < columns ? first : second else { continue }
        let column = place < columns ? place : place - columns
        route.quantize(
          input + column * count, count,
          UnsafeMutableRawPointer(buffer(for: route).base) + column * route.activationBytes(count))
      }
    }
  }

  /// The first column of what `quantize` made for a route.
  func columns(for route: KernelTable.IntegerRoute) -> UnsafeRawPointer {
    UnsafeRawPointer(buffer(for: route).base)
  }

  private func reserve(_ route: KernelTable.IntegerRoute?, _ columns: Int, _ count: Int) {
    guard let route else { return }
    buffer(for: route).reserve(columns * route.activationBytes(count))
  }

  private func buffer(for route: KernelTable.IntegerRoute) -> AlignedBuffer<UInt8> {
    route.isWide ? wide : narrow
  }
}

/// A range of rows of one product.
struct IntegerTask {
  let product: MatMul.Product
  let rows: Range<Int>
  let route: KernelTable.IntegerRoute
}
