// Four registers of a transposed panel, of whatever width the instruction set has.

extension InlineArray where count == 4 {
  /// Applies a function to each register.
  @inline(__always)
  func mapped(_ transform: (Element) -> Element) -> Self {
    var result = self
    for index in 0..<4 { result[index] = transform(self[index]) }
    return result
  }

  /// Combines each register with that of another four.
  @inline(__always)
  func joined(_ other: Self, _ combine: (Element, Element) -> Element) -> Self {
    var result = self
    for index in 0..<4 { result[index] = combine(self[index], other[index]) }
    return result
  }
}
