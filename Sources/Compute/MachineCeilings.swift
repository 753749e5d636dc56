package import KernelTable
package import ThreadTeam

/// What the machine itself can do with a team's threads: the limits that no kernel passes.
package struct MachineCeilings: Sendable {
  /// Bytes per second of reading memory once, in the order of the addresses.
  package let bandwidth: Double
  /// Multiply-adds of bytes per second; nil where the instruction set has no tile kernels.
  package let integerPeak: Double?

  /// Measures for some tenths of a second; the best of several runs counts.
  ///
  /// - Parameter memory: what is read, much more than the caches hold.
  package init(team: WorkerTeam, kernels: KernelTable, over memory: [UnsafeRawBufferPointer]) {
    let chunks = memory.flatMap { Self.chunks(of: $0) }
    let reading = KernelBenchmark.leastTime(of: 5) {
      team.run(total: chunks.count, chunk: 1) { range, _ in
        for chunk in chunks[range] {
          if let base = chunk.baseAddress { _ = kernels.rows.largest(base, chunk.count) }
        }
      }
    }
    bandwidth = Double(chunks.reduce(0) { $0 + $1.count }) / reading
    integerPeak = kernels.tiles.map { tiles in
      let rounds = 2_000_000
      let time = KernelBenchmark.leastTime(of: 3) {
        team.run { _ = tiles.peak(rounds, Int32($0 + 1)) }
      }
      return Double(rounds * tiles.peakProducts * team.count) / time
    }
  }

  /// Pieces as large as the tasks of decoding.
  private static func chunks(of memory: UnsafeRawBufferPointer) -> [UnsafeRawBufferPointer] {
    let size = 512 * 1024
    return (0..<memory.count / size).map {
      UnsafeRawBufferPointer(rebasing: memory[$0 * size..<($0 + 1) * size])
    }
  }
}
