// F16C converts in hardware; the loops that call these are vectorized by the compiler.

@inline(__always)
func widenHalf(_ bits: UInt16) -> Float { Float(Float16(bitPattern: bits)) }

@inline(__always)
func narrowToHalf(_ value: Float) -> UInt16 { Float16(value).bitPattern }
