// Loops written out, so that shifts and places are constants: the compiler counts the instructions
// of such a body and would leave it a loop.

@inline(__always)
func unrolled2(_ body: (Int) -> Void) {
  body(0)
  body(1)
}

@inline(__always)
func unrolled4(_ body: (Int) -> Void) {
  body(0)
  body(1)
  body(2)
  body(3)
}

@inline(__always)
func unrolled8(_ body: (Int) -> Void) {
  body(0)
  body(1)
  body(2)
  body(3)
  body(4)
  body(5)
  body(6)
  body(7)
}
