#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// OpenBLAS, opened when it is first needed.
///
/// Many users lack it, loading it takes 3 to 80 ms, and old builds choose wrong kernels for new
/// processors. So it is not linked: it is opened at first use, set to one thread because the
/// worker team calls it, and its product of two small matrices is checked before it is trusted.
package final class OpenBLAS: Sendable {
  /// `cblas_sgemm` with 32-bit integers: layout, transposes, m, n, k, α, A, lda, B, ldb, β, C, ldc.
  private typealias SGEMM =
    @convention(c) (
      Int32, Int32, Int32, Int32, Int32, Int32, Float, UnsafePointer<Float>, Int32,
      UnsafePointer<Float>, Int32, Float, UnsafeMutablePointer<Float>, Int32
    ) -> Void
  private typealias SetThreads = @convention(c) (Int32) -> Void
  private typealias GetText = @convention(c) () -> UnsafePointer<CChar>?

  private let sgemm: SGEMM
  /// The processor type whose kernels the library chose, such as `Haswell` or `SkylakeX`.
  package let coreName: String

  /// Why there is no usable OpenBLAS.
  package struct Unavailable: Error, CustomStringConvertible {
    package let description: String
  }

  /// The library, opened once per process.
  package static let shared = Result { () throws(Unavailable) in try OpenBLAS() }

  /// Whether there is an OpenBLAS that computes right; the first call opens it.
  package static var isUsable: Bool { (try? shared.get()) != nil }

  /// Opens the library and checks it.
  ///
  /// - Throws: `Unavailable` when it is missing, lacks a function, or computes a wrong product.
  private init() throws(Unavailable) {
    guard let library = Self.open() else {
      throw Unavailable(
        description: "OpenBLAS is not installed (on Debian: apt-get install libopenblas-dev)")
    }
    guard let product = dlsym(library, "cblas_sgemm") else {
      throw Unavailable(description: "OpenBLAS was found, but it has no cblas_sgemm")
    }
    if let address = dlsym(library, "openblas_set_num_threads") {
      unsafeBitCast(address, to: SetThreads.self)(1)
    }
    sgemm = unsafeBitCast(product, to: SGEMM.self)
    coreName = Self.text(of: "openblas_get_corename", in: library) ?? "unknown"
    guard computesKnownProduct() else {
      throw Unavailable(
        description: "OpenBLAS (core \(coreName)) computed a wrong product on this processor; "
          + "a newer OpenBLAS, or OPENBLAS_CORETYPE=Haswell, may help")
    }
  }

  private static func open() -> UnsafeMutableRawPointer? {
    let names = ["libopenblas.so.0", "libopenblas.so", "libopenblas.dylib"]
    for name in names {
      if let handle = dlopen(name, RTLD_NOW | RTLD_LOCAL) { return handle }
    }
    return nil
  }

  private static func text(of function: String, in library: UnsafeMutableRawPointer) -> String? {
    guard let address = dlsym(library, function),
      let text = unsafeBitCast(address, to: GetText.self)()
    else { return nil }
    return String(cString: text)
  }

  /// `output[c, r] = Σ inputs[c, i] · weights[r, i]`: columns times the transpose of rows.
  ///
  /// - Parameters:
  ///   - weights: `rows` rows of `count` values.
  ///   - inputs: `columns` rows of `count` values, `inputStride` apart.
  ///   - output: `columns` rows of `rows` values, `outputStride` apart.
  package func multiply(
    weights: UnsafePointer<Float>, rows: Int, count: Int,
    inputs: UnsafePointer<Float>, columns: Int, inputStride: Int,
    output: UnsafeMutablePointer<Float>, outputStride: Int
  ) {
    let (rowMajor, plain, transposed): (Int32, Int32, Int32) = (101, 111, 112)
    sgemm(
      rowMajor, plain, transposed, Int32(clamping: columns), Int32(clamping: rows),
      Int32(clamping: count), 1, inputs, Int32(clamping: inputStride), weights,
      Int32(clamping: count), 0, output, Int32(clamping: outputStride))
  }

  /// Compares a product of small integers, which is exact, with the same sums done here.
  ///
  /// The sizes are odd, and larger than the register tiles of every known kernel.
  private func computesKnownProduct() -> Bool {
    let (rows, columns, count) = (67, 35, 131)
    let weights = (0..<rows * count).map { Float(($0 * 7 + 3) % 13 - 6) }
    let inputs = (0..<columns * count).map { Float(($0 * 5 + 1) % 11 - 5) }
    var output = [Float](repeating: .nan, count: rows * columns)
    multiply(
      weights: weights, rows: rows, count: count, inputs: inputs, columns: columns,
      inputStride: count, output: &output, outputStride: rows)
    for column in 0..<columns {
      for row in 0..<rows {
        var sum: Float = 0
        for i in 0..<count { sum += weights[row * count + i] * inputs[column * count + i] }
        if output[column * rows + row] != sum { return false }
      }
    }
    return true
  }
}
