#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Python's arithmetic on integers of 64 bits and on floats.
enum Arithmetic {
  /// - Throws: a fault where the result needs more than 64 bits, or on division by zero.
  static func apply(
    _ operation: ArithmeticOperator, _ a: Int, _ b: Int
  ) throws(Failure) -> Value {
    switch operation {
    case .add: return .integer(try exact(a.addingReportingOverflow(b)))
    case .subtract: return .integer(try exact(a.subtractingReportingOverflow(b)))
    case .multiply: return .integer(try exact(a.multipliedReportingOverflow(by: b)))
    case .divide:
      guard b != 0 else { throw .divisionByZero }
      return .float(Double(a) / Double(b))
    case .floorDivide: return .integer(try floorDivide(a, b))
    case .modulo: return .integer(try modulo(a, b))
    case .power: return try power(a, b)
    }
  }

  static func apply(
    _ operation: ArithmeticOperator, _ a: Double, _ b: Double
  ) throws(Failure) -> Double {
    switch operation {
    case .add: return a + b
    case .subtract: return a - b
    case .multiply: return a * b
    case .divide:
      guard b != 0 else { throw .divisionByZero }
      return a / b
    case .floorDivide:
      guard b != 0 else { throw .divisionByZero }
      return ((a - floatModulo(a, b)) / b).rounded()
    case .modulo:
      guard b != 0 else { throw .divisionByZero }
      return floatModulo(a, b)
    case .power:
      guard a != 0 || b >= 0 else { throw .divisionByZero }
      let result = pow(a, b)
      guard result.isFinite || !a.isFinite || !b.isFinite else { throw .floatOutOfRange }
      return result
    }
  }

  private static func exact(
    _ result: (partialValue: Int, overflow: Bool)
  ) throws(Failure) -> Int {
    guard !result.overflow else { throw .integerOverflow }
    return result.partialValue
  }

  /// Rounds down, as Python does, not towards zero.
  private static func floorDivide(_ a: Int, _ b: Int) throws(Failure) -> Int {
    guard b != 0 else { throw .divisionByZero }
    let quotient = try exact(a.dividedReportingOverflow(by: b))
    return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient
  }

  /// Has the sign of the divisor.
  private static func modulo(_ a: Int, _ b: Int) throws(Failure) -> Int {
    guard b != 0 else { throw .divisionByZero }
    let remainder = a.remainderReportingOverflow(dividingBy: b).partialValue
    return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder
  }

  private static func floatModulo(_ a: Double, _ b: Double) -> Double {
    let remainder = a.truncatingRemainder(dividingBy: b)
    if remainder == 0 { return b < 0 ? -0.0 : 0.0 }
    return (remainder < 0) != (b < 0) ? remainder + b : remainder
  }

  private static func power(_ base: Int, _ exponent: Int) throws(Failure) -> Value {
    guard exponent >= 0 else {
      return .float(try apply(.power, Double(base), Double(exponent)))
    }
    var result = 1
    var factor = base
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result = try exact(result.multipliedReportingOverflow(by: factor)) }
      rest >>= 1
      guard rest > 0 else { break }
      let square = factor.multipliedReportingOverflow(by: factor)
      // Every power of 0, 1 and -1 is small, and any other would already overflow here.
      factor = try exact(square)
    }
    return .integer(result)
  }
}
