package import KernelTable
package import ThreadTeam

/// The one door through which weights are multiplied with activations.
///
/// Two paths lie behind it. The integer path quantizes the activations and runs the dot kernels
/// over the weights as the file holds them; it reads each weight once and is the path of decoding.
/// The float path turns tiles of weights into float32 and hands them to OpenBLAS, or to the float
/// kernel where there is no OpenBLAS; it is the accuracy reference.
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
  let quantized: QuantizedInputs
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
    quantized = QuantizedInputs()
    tiles = (0..<team.count).map { _ in AlignedBuffer<Float>() }
  }

  /// Multiplies the columns of `input` with every matrix of `products`.
  ///
  /// - Parameters:
  ///   - input: `columns` rows of as many floats as the matrices have columns, without gaps.
  ///   - columns: the batch: how many tokens.
  ///   - products: matrices that share this input.
  package func multiply(_ input: UnsafePointer<Float>, columns: Int, by products: [Product]) {
    guard columns > 0 else { return }
    let integers = products.filter { usesIntegers($0.weights) }
    if !integers.isEmpty { multiplyIntegers(input, columns: columns, by: integers) }
    for product in products where !usesIntegers(product.weights) {
      multiplyFloats(input, columns: columns, by: product)
    }
  }

  private func usesIntegers(_ weights: WeightMatrix) -> Bool {
    policy != .blas && kernels.integerRoute(for: weights.type) != nil
  }
}
