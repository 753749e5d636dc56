import KernelTable
import ThreadTeam

/// The activations of one multiplication as integers, in each of the two block sizes at most once.
final class QuantizedInputs {
  private let narrow = AlignedBuffer<UInt8>()
  private let wide = AlignedBuffer<UInt8>()
  private var hasNarrow = false
  private var hasWide = false

  /// Forgets the activations of the multiplication before.
  func begin() {
    hasNarrow = false
    hasWide = false
  }

  /// Quantizes `columns` rows of `count` floats for a route, unless that is done already.
  func prepare(
    _ input: UnsafePointer<Float>, columns: Int, count: Int, route: KernelTable.IntegerRoute,
    team: WorkerTeam
  ) {
    guard !(route.isWide ? hasWide : hasNarrow) else { return }
    if route.isWide { hasWide = true } else { hasNarrow = true }
    let buffer = route.isWide ? wide : narrow
    let size = route.activationBytes(count)
    buffer.reserve(columns * size)
    let target = UnsafeMutableRawPointer(buffer.base)
    team.run(total: columns, chunk: 8) { range, _ in
      for column in range {
        route.quantize(input + column * count, count, target + column * size)
      }
    }
  }

  /// The first column of what `prepare` made for a route.
  func columns(for route: KernelTable.IntegerRoute) -> UnsafeRawPointer {
    UnsafeRawPointer((route.isWide ? wide : narrow).base)
  }
}
