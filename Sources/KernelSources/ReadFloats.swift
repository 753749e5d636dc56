/// The largest of some floats, of which there are `count / 4`, a multiple of 256 bytes: reads memory
/// as fast as it can be read.
func largestFloat(_ bytes: UnsafeRawPointer, _ count: Int) -> Float {
  let floats = bytes.assumingMemoryBound(to: Float.self)
  var sums = InlineArray<4, FloatVector>(repeating: FloatVector(repeating: 0))
  var i = 0
  while i &+ 4 &* FloatVector.width <= count / 4 {
    for part in 0..<4 {
      let vector = FloatVector(loading: floats + (i &+ part &* FloatVector.width))
      sums[part] = sums[part].maximum(vector)
    }
    i &+= 4 &* FloatVector.width
  }
  return sums[0].maximum(sums[1]).maximum(sums[2].maximum(sums[3])).largest
}
