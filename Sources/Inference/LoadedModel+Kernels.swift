import BlockFormats
import Compute
import GGUF
import KernelTable
import Transformer

/// What single kernels reach, and what the machine allows.
package struct KernelReport: Sendable {
  /// The kernels of one weight format on one thread, with weights in the cache.
  package struct Kernel: Sendable {
    package let format: String
    /// Bytes of weights per second of the dot kernel with one column.
    package let dot: Double
    /// The time of four columns, in times that of one.
    package let fourColumns: Double
    /// Bytes of weights per second of unpacking into panels; nil without panels.
    package let unpack: Double?
    /// Multiply-adds per second of panels.
    package let tile: Double?

    package init(
      format: String, dot: Double, fourColumns: Double, unpack: Double?, tile: Double?
    ) {
      self.format = format
      self.dot = dot
      self.fourColumns = fourColumns
      self.unpack = unpack
      self.tile = tile
    }
  }

  package let isa: String
  package let threads: Int
  /// Bytes per second of reading the model file's weights, with all threads.
  package let bandwidth: Double
  /// Multiply-adds of bytes per second with all threads; nil where no kernel can tell.
  package let integerPeak: Double?
  package let kernels: [Kernel]

  package init(
    isa: String, threads: Int, bandwidth: Double, integerPeak: Double?, kernels: [Kernel]
  ) {
    self.isa = isa
    self.threads = threads
    self.bandwidth = bandwidth
    self.integerPeak = integerPeak
    self.kernels = kernels
  }
}

extension LoadedModel {
  /// Measures the machine's ceilings over this model's weights, and every kernel.
  package func measureKernels() -> KernelReport {
    let table = decoder.kernels
    let weights = file.tensors.map { file.unsafeBytes(of: $0) }
    let ceilings = MachineCeilings(team: decoder.team, kernels: table, over: weights)
    let kernels = KernelBenchmark(kernels: table).run().map {
      KernelReport.Kernel(
        format: $0.type.name, dot: $0.dot, fourColumns: $0.fourColumns, unpack: $0.unpack,
        tile: $0.tile)
    }
    return KernelReport(
      isa: isa.rawValue, threads: threads, bandwidth: ceilings.bandwidth,
      integerPeak: ceilings.integerPeak, kernels: kernels)
  }
}
