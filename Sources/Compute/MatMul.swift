package import KernelTable
package import ThreadTeam

/// The one door through which weights are multiplied with activations.
///
/// Three paths lie behind it. The dot path quantizes the activations and runs integer kernels over
/// the weights as the file holds them; it reads each weight once and is the path of decoding. The
/// tile path unpacks weights once per batch into integer panels; it is the path of reading a
/// prompt where the instruction set has tile kernels. The float path turns tiles of weights into
/// float32 and hands them to OpenBLAS, or to the float kernel where there is no OpenBLAS; it is
/// the accuracy reference, and serves the formats that have no integer kernels.
package final class MatMul {
  /// One matrix to multiply the common input with, and where its result goes.
  package struct Product {
    package let weights: WeightMatrix
    /// `output[column * stride + row]`.
    package let output: UnsafeMutablePointer<Float>
    package let stride: Int

    package init(_ weights: WeightMatrix, into output: UnsafeMutablePointer<Float>, stride: Int) {
      self.weights = weights
      self.output = output
      self.stride = stride
    }
  }

  package let team: WorkerTeam
  package let kernels: KernelTable
  package let policy: MatMulPolicy
  let usesOpenBLAS: Bool
  let quantized = QuantizedInputs()
  /// The activations of the tile path.
  let columnBlocks = AlignedBuffer<UInt8>()
  /// Unpacked weights of the tile path, a buffer per worker.
  let panels: [AlignedBuffer<UInt8>]
  /// Decoded weights of the float path, a buffer per worker.
  let tiles: [AlignedBuffer<Float>]

  /// Makes the door for one team; the scratch memory grows with use.
  ///
  /// - Parameter usesOpenBLAS: whether the float path looks for OpenBLAS, or runs the float kernel
  ///   as it does on machines without it.
  package init(
    team: WorkerTeam, kernels: KernelTable, policy: MatMulPolicy, usesOpenBLAS: Bool = true
  ) {
    self.team = team
    self.kernels = kernels
    self.policy = policy
    self.usesOpenBLAS = usesOpenBLAS
    panels = (0..<team.count).map { _ in AlignedBuffer<UInt8>() }
    tiles = (0..<team.count).map { _ in AlignedBuffer<Float>() }
  }

  /// Multiplies the columns of `input` with every matrix of `products`.
  ///
  /// - Parameters:
  ///   - input: `columns` rows of as many floats as the matrices have columns, without gaps.
  ///   - columns: the batch: how many tokens.
  ///   - products: matrices that share this input.
  ///   - prepare: makes some of the columns, called once for each before it is read, from several
  ///     workers at a time; so they are still in the inner caches when they are quantized.
  package func multiply(
    _ input: UnsafePointer<Float>, columns: Int, by products: [Product],
    preparing prepare: ((Range<Int>) -> Void)? = nil
  ) {
    guard columns > 0 else { return }
    let routes = products.map { (product: $0, route: route(for: $0.weights, columns: columns)) }
    let dots = routes.filter { $0.route == .dots }.map { $0.product }
    let panels = routes.filter { $0.route == .tiles }.map { $0.product }
    let isAllPanels = panels.count == products.count && kernels.tiles != nil
    if let prepare, !isAllPanels { self.prepare(columns, prepare) }
    if !dots.isEmpty { multiplyIntegers(input, columns: columns, by: dots) }
    if !panels.isEmpty, let tiles = kernels.tiles {
      multiplyTiles(
        input, columns: columns, by: panels, tiles, preparing: isAllPanels ? prepare : nil)
    }
    for (product, route) in routes where route == .floats {
      multiplyFloats(input, columns: columns, by: product)
    }
  }

  /// Columns that a worker prepares at a time: fewer are not worth waking another.
  private static let columnsPerChunk = 4

  private func prepare(_ columns: Int, _ body: (Range<Int>) -> Void) {
    team.run(total: columns, chunk: Self.columnsPerChunk) { range, _ in body(range) }
  }
}
