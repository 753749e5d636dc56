// What the encoders share: rounding that no input can trap, and the extent of a run of values.

extension Float {
  /// The nearest whole number within `range`; a NaN gives the lower bound.
  func nearest(in range: ClosedRange<Int>) -> Int {
    guard self > Float(range.lowerBound) else { return range.lowerBound }
    guard self < Float(range.upperBound) else { return range.upperBound }
    return Int(rounded(.toNearestOrEven))
  }

  /// One over the value, or 0 for a value with no finite reciprocal, so that empty runs encode.
  var reciprocalOrZero: Float {
    let reciprocal = 1 / self
    return reciprocal.isFinite ? reciprocal : 0
  }
}

extension UnsafePointer<Float> {
  /// The one of the first `count` values that has the greatest magnitude, with its sign.
  func extreme(_ count: Int) -> Float {
    var result: Float = 0
    for index in 0..<count where self[index].magnitude > result.magnitude {
      result = self[index]
    }
    return result
  }

  /// The least and the greatest of the first `count` values.
  func extent(_ count: Int) -> (least: Float, greatest: Float) {
    var (least, greatest) = (self[0], self[0])
    for index in 1..<count {
      if self[index] < least { least = self[index] }
      if self[index] > greatest { greatest = self[index] }
    }
    return (least, greatest)
  }
}
