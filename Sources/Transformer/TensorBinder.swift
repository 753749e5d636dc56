import BlockFormats
import Compute
import GGUF

/// Finds tensors in a file, checks their shapes, and remembers every problem for one error.
struct TensorBinder {
  private let file: GGUFFile
  private var problems: [String] = []
  private var used: Set<String> = []

  init(_ file: GGUFFile) { self.file = file }

  /// A matrix that may be absent.
  mutating func optionalMatrix(_ name: String, rows: Int, columns: Int) -> WeightMatrix? {
    guard let tensor = take(name, shape: [columns, rows]) else { return nil }
    return WeightMatrix(
      type: tensor.type, rows: rows, columns: columns, bytes: file.unsafeBytes(of: tensor))
  }

  /// A matrix that has to be there; nil records a problem.
  mutating func matrix(_ name: String, rows: Int, columns: Int) -> WeightMatrix? {
    require(name)
    return optionalMatrix(name, rows: rows, columns: columns)
  }

  /// A vector as float32, that may be absent.
  mutating func optionalVector(_ name: String, count: Int) -> [Float]? {
    guard let tensor = take(name, shape: [count]),
      let start = file.unsafeBytes(of: tensor).baseAddress
    else { return nil }
    return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      if let base = buffer.baseAddress { tensor.type.decode(start, count: count, into: base) }
      initialized = count
    }
  }

  /// A vector that has to be there; without it a problem is recorded, and the result is empty.
  mutating func vector(_ name: String, count: Int) -> [Float] {
    require(name)
    return optionalVector(name, count: count) ?? []
  }

  /// Marks a tensor as known without reading it.
  mutating func ignore(_ name: String) { used.insert(name) }

  /// Throws one error with all problems, tensors that nobody asked for among them.
  ///
  /// A tensor that is not understood may change what the model computes, so that running without
  /// it would give wrong answers.
  func finish() throws(TransformerError) {
    let unknown = file.tensors.map { $0.name }.filter { !used.contains($0) }
    let all = problems + unknown.map { "'\($0)' is not part of this architecture" }
    if !all.isEmpty { throw .tensors(all) }
  }

  private mutating func require(_ name: String) {
    if file.tensor(named: name) == nil { problems.append("'\(name)' is missing") }
  }

  private mutating func take(_ name: String, shape: [Int]) -> GGUFTensor? {
    guard let tensor = file.tensor(named: name) else { return nil }
    used.insert(name)
    guard tensor.shape == shape else {
      problems.append("'\(name)' has the shape \(tensor.shape), expected \(shape)")
      return nil
    }
    return tensor
  }
}
