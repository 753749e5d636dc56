import Compute

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The cosines and sines of a batch's positions, shared by all layers and heads.
///
/// The angle of pair j at position p is `p · frequencyScale · base^(−2j / dimensions) / factor[j]`;
/// it is computed in double, because at long contexts a float angle is off by whole degrees.
final class RopeTable {
  let pairs: Int
  private let frequencies: [Double]
  private let cosines = AlignedBuffer<Float>()
  private let sines = AlignedBuffer<Float>()

  init(_ rope: RopeDescription, factors: [Float]?) {
    let pairs = rope.dimensions / 2
    self.pairs = pairs
    frequencies = (0..<pairs).map { j in
      let exponent = -2 * Double(j) / Double(rope.dimensions)
      let plain = Double(rope.frequencyScale) * pow(Double(rope.base), exponent)
      return plain / Double(factors?[j] ?? 1)
    }
  }

  /// Computes the rows for `count` positions from `first`.
  func prepare(first: Int, count: Int) {
    cosines.reserve(count * pairs)
    sines.reserve(count * pairs)
    for row in 0..<count {
      for pair in 0..<pairs {
        let angle = Double(first + row) * frequencies[pair]
        cosines.base[row * pairs + pair] = Float(cos(angle))
        sines.base[row * pairs + pair] = Float(sin(angle))
      }
    }
  }

  /// The cosines of a row that `prepare` computed: `pairs` values.
  func cosines(row: Int) -> UnsafePointer<Float> { UnsafePointer(cosines.base + row * pairs) }

  /// The sines of a row that `prepare` computed: `pairs` values.
  func sines(row: Int) -> UnsafePointer<Float> { UnsafePointer(sines.base + row * pairs) }
}
