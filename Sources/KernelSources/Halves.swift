/// The half-precision number at an address.
@inline(__always)
func halfFloat(_ address: UnsafeRawPointer) -> Float {
  widenHalf(address.loadUnaligned(as: UInt16.self))
}

func widenHalves(
  _ input: UnsafePointer<UInt16>, _ count: Int, _ output: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i &+ FloatVector.width <= count {
    FloatVector(widening: input + i).store(to: output + i)
    i &+= FloatVector.width
  }
  while i < count {
    output[i] = widenHalf(input[i])
    i &+= 1
  }
}

func narrowToHalves(
  _ input: UnsafePointer<Float>, _ count: Int, _ output: UnsafeMutablePointer<UInt16>
) {
  for i in 0..<count { output[i] = narrowToHalf(input[i]) }
}
