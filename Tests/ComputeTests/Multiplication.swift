import BlockFormats
import Compute
import KernelTable
import TestSupport
import ThreadTeam

/// One way to multiply: which kernels, which path, and how many threads.
struct Way: Sendable, CustomStringConvertible {
  var isa = InstructionSet.supported.last ?? .portable
  var policy = MatMulPolicy.auto
  var threads = 2
  var usesOpenBLAS = true

  var description: String {
    "\(isa) \(policy) \(threads) threads" + (usesOpenBLAS ? "" : " without OpenBLAS")
  }

  var door: MatMul {
    MatMul(
      team: WorkerTeam(count: threads), kernels: KernelSelection.table(for: isa), policy: policy,
      usesOpenBLAS: usesOpenBLAS)
  }
}

/// What stands where no result belongs.
let untouched: Float = -12_345

/// Multiplies an input with matrices and returns each one's output, gaps and all.
///
/// - Parameter gap: how many values lie between the results of two columns.
func multiply(
  _ door: MatMul, _ input: [Float], columns: Int, by matrices: [StoredMatrix], gap: Int = 0
) -> [[Float]] {
  let buffers = matrices.map { matrix in
    let count = columns * (matrix.weights.rows + gap) + 8
    let buffer = UnsafeMutableBufferPointer<Float>.allocate(capacity: count)
    buffer.initialize(repeating: untouched)
    return buffer
  }
  defer { for buffer in buffers { buffer.deallocate() } }
  let products = zip(matrices, buffers).compactMap { matrix, buffer in
    buffer.baseAddress.map {
      MatMul.Product(matrix.weights, into: $0, stride: matrix.weights.rows + gap)
    }
  }
  input.withUnsafeBufferPointer { source in
    if let base = source.baseAddress { door.multiply(base, columns: columns, by: products) }
  }
  return buffers.map { Array($0) }
}

/// The result of one column out of an output.
func column(_ index: Int, of output: [Float], rows: Int, gap: Int = 0) -> [Float] {
  Array(output[index * (rows + gap)..<index * (rows + gap) + rows])
}

/// Row lengths that fill few blocks, in odd numbers where the format allows.
func rowLengths(_ type: WeightType) -> [Int] {
  switch type.valuesPerBlock {
  case 1: [1, 7, 33, 131, 512]
  case 32: [32, 64, 96, 416]
  default: [256, 512, 768, 1280]
  }
}
