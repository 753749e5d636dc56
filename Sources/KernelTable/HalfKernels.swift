/// Conversions between float32 and IEEE half precision, rounding to nearest even.
package struct HalfKernels: Sendable {
  package typealias Narrow =
    @convention(c) (
      _ input: UnsafePointer<Float>, _ count: Int, _ output: UnsafeMutablePointer<UInt16>
    ) -> Void
  package typealias Widen =
    @convention(c) (
      _ input: UnsafePointer<UInt16>, _ count: Int, _ output: UnsafeMutablePointer<Float>
    ) -> Void

  package let narrow: Narrow
  package let widen: Widen

  package init(narrow: Narrow, widen: Widen) {
    self.narrow = narrow
    self.widen = widen
  }
}
