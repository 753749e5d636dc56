// Loops over the values of a float row. Every loop handles a tail shorter than a vector.

func rmsNorm(
  _ input: UnsafePointer<Float>, _ weight: UnsafePointer<Float>, _ count: Int, _ epsilon: Float,
  _ output: UnsafeMutablePointer<Float>
) {
  let meanSquare = dotFloats(input, input, count) / Float(count)
  let scale = 1 / (meanSquare + epsilon).squareRoot()
  let factor = FloatVector(repeating: scale)
  var i = 0
  while i &+ FloatVector.width <= count {
    let scaled = FloatVector(loading: input + i) * factor
    (scaled * FloatVector(loading: weight + i)).store(to: output + i)
    i &+= FloatVector.width
  }
  while i < count {
    output[i] = input[i] * scale * weight[i]
    i &+= 1
  }
}

/// The sum of `a[i] * b[i]`, in four partial sums so that additions do not wait for each other.
@inline(__always)
func dotFloats(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int) -> Float {
  let width = FloatVector.width
  var s0 = FloatVector(repeating: 0)
  var s1 = s0
  var s2 = s0
  var s3 = s0
  var i = 0
  while i &+ 4 &* width <= count {
    s0 = s0.adding(FloatVector(loading: a + i), times: FloatVector(loading: b + i))
    let i1 = i &+ width
    s1 = s1.adding(FloatVector(loading: a + i1), times: FloatVector(loading: b + i1))
    let i2 = i1 &+ width
    s2 = s2.adding(FloatVector(loading: a + i2), times: FloatVector(loading: b + i2))
    let i3 = i2 &+ width
    s3 = s3.adding(FloatVector(loading: a + i3), times: FloatVector(loading: b + i3))
    i &+= 4 &* width
  }
  while i &+ width <= count {
    s0 = s0.adding(FloatVector(loading: a + i), times: FloatVector(loading: b + i))
    i &+= width
  }
  var sum = ((s0 + s1) + (s2 + s3)).sum
  while i < count {
    sum += a[i] * b[i]
    i &+= 1
  }
  return sum
}

func addRow(
  _ target: UnsafeMutablePointer<Float>, _ other: UnsafePointer<Float>, _ count: Int
) {
  var i = 0
  while i &+ FloatVector.width <= count {
    (FloatVector(loading: target + i) + FloatVector(loading: other + i)).store(to: target + i)
    i &+= FloatVector.width
  }
  while i < count {
    target[i] += other[i]
    i &+= 1
  }
}

func gateSiLU(
  _ target: UnsafeMutablePointer<Float>, _ other: UnsafePointer<Float>, _ count: Int
) {
  let one = FloatVector(repeating: 1)
  let zero = FloatVector(repeating: 0)
  var i = 0
  while i &+ FloatVector.width <= count {
    let x = FloatVector(loading: target + i)
    let sigmoid = one / (one + (zero - x).exponential)
    (x * sigmoid * FloatVector(loading: other + i)).store(to: target + i)
    i &+= FloatVector.width
  }
  while i < count {
    let x = target[i]
    target[i] = x * (1 / (1 + scalarExponential(-x))) * other[i]
    i &+= 1
  }
}
