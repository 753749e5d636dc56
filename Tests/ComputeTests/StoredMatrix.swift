import BlockFormats
import Compute
import TestSupport
import Testing

/// Random weights in a format, with memory of their own.
final class StoredMatrix {
  let weights: WeightMatrix
  /// What the stored weights stand for, row by row.
  let values: [Float]
  private let bytes: UnsafeMutableRawBufferPointer

  /// Makes `rows` rows of `columns` random values.
  init(_ type: WeightType, rows: Int, columns: Int, seed: UInt64 = 1) throws {
    let encoded = encodedWeights(RandomValues.list(rows * columns, seed: seed), as: type)
    // The format asks for no alignment, so that an odd address has to do.
    bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: encoded.count + 1, alignment: 64)
    let place = UnsafeMutableRawBufferPointer(rebasing: bytes[1...])
    place.copyBytes(from: encoded)
    weights = try #require(
      WeightMatrix(
        type: type, rows: rows, columns: columns, bytes: UnsafeRawBufferPointer(place)))
    let source = weights.bytes
    values = [Float](unsafeUninitializedCapacity: rows * columns) { buffer, count in
      if let target = buffer.baseAddress {
        type.decode(source, count: rows * columns, into: target)
      }
      count = rows * columns
    }
  }

  deinit { bytes.deallocate() }

  /// The dot products of all rows with one input, in double.
  func truth(_ input: ArraySlice<Float>) -> [Dot] {
    (0..<weights.rows).map { Dot(row($0), input) }
  }

  private func row(_ index: Int) -> ArraySlice<Float> {
    values[index * weights.columns..<(index + 1) * weights.columns]
  }
}

/// A dot product in double, with what bounds the error of computing it in other ways.
struct Dot {
  /// Σ w·x.
  private(set) var value = 0.0
  /// Σ |w·x|, to which rounding errors of float32 are in proportion.
  private(set) var magnitude = 0.0
  /// Σ |w| · (greatest |x| of the 256 around it), to which those of quantized inputs are.
  private(set) var peaks = 0.0

  init(_ weights: ArraySlice<Float>, _ input: ArraySlice<Float>) {
    for start in stride(from: 0, to: weights.count, by: 256) {
      let end = min(start + 256, weights.count)
      let w = weights[weights.startIndex + start..<weights.startIndex + end]
      let x = input[input.startIndex + start..<input.startIndex + end]
      let peak = Double(x.map { $0.magnitude }.max() ?? 0)
      for (a, b) in zip(w, x) {
        value += Double(a) * Double(b)
        magnitude += (Double(a) * Double(b)).magnitude
        peaks += Double(a.magnitude) * peak
      }
    }
  }
}
