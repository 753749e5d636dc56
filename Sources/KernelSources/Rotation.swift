// Rotary position embedding: pair (a, b) becomes (a·cos − b·sin, a·sin + b·cos).

/// Pairs are (j, j + pairs).
func rotateHalves(
  _ head: UnsafeMutablePointer<Float>, _ pairs: Int,
  _ cosines: UnsafePointer<Float>, _ sines: UnsafePointer<Float>
) {
  let upper = head + pairs
  let zero = FloatVector(repeating: 0)
  var j = 0
  while j &+ FloatVector.width <= pairs {
    let a = FloatVector(loading: head + j)
    let b = FloatVector(loading: upper + j)
    let cosine = FloatVector(loading: cosines + j)
    let sine = FloatVector(loading: sines + j)
    (a * cosine).adding(b, times: zero - sine).store(to: head + j)
    (b * cosine).adding(a, times: sine).store(to: upper + j)
    j &+= FloatVector.width
  }
  while j < pairs {
    let (a, b) = (head[j], upper[j])
    head[j] = a * cosines[j] - b * sines[j]
    upper[j] = b * cosines[j] + a * sines[j]
    j &+= 1
  }
}

/// Pairs are (2j, 2j + 1).
func rotateAdjacent(
  _ head: UnsafeMutablePointer<Float>, _ pairs: Int,
  _ cosines: UnsafePointer<Float>, _ sines: UnsafePointer<Float>
) {
  for j in 0..<pairs {
    let (a, b) = (head[2 &* j], head[2 &* j &+ 1])
    head[2 &* j] = a * cosines[j] - b * sines[j]
    head[2 &* j &+ 1] = b * cosines[j] + a * sines[j]
  }
}
