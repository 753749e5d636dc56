/// A number of units, such as the characters of a JSON string.
///
/// A state is the number of whole units so far, and in the low 16 bits the state inside of one.
final class RunLeaf: LeafAutomaton {
  private let units: UnitTable
  private let atLeast: Int
  /// The most units; nil for no bound, where counting stops at `atLeast`.
  private let atMost: Int?

  init(_ units: UnitTable, atLeast: Int, atMost: Int?) {
    self.units = units
    // Beyond this no text is ever written; a state has 48 bits for its count.
    self.atLeast = min(atLeast, .unreachable)
    self.atMost = atMost.flatMap { $0 < .unreachable ? $0 : nil }
  }

  var start: LeafState { 0 }

  @inline(__always)
  func next(_ state: LeafState, _ byte: UInt8) -> LeafState {
    let inner = UInt16(truncatingIfNeeded: state)
    let count = Int(state >> 16)
    if inner == UnitTable.border, let atMost, count >= atMost { return .dead }
    let next = units.next(inner, byte)
    guard next != UnitTable.dead else { return .dead }
    return pack(next == UnitTable.border ? counted(count) : count, next)
  }

  @inline(__always)
  func canEnd(_ state: LeafState) -> Bool {
    UInt16(truncatingIfNeeded: state) == UnitTable.border && Int(state >> 16) >= atLeast
  }

  func allowedBytes(_ state: LeafState) -> ByteSet {
    let inner = UInt16(truncatingIfNeeded: state)
    if inner == UnitTable.border, let atMost, Int(state >> 16) >= atMost { return ByteSet() }
    return units.allowedBytes(inner)
  }

  @inline(__always)
  func distance(_ state: LeafState) -> Int {
    let inner = UInt16(truncatingIfNeeded: state)
    let missing = atLeast - Int(state >> 16) - (inner == UnitTable.border ? 0 : 1)
    let whole = missing > 0 ? Int.bytes(units.shortest, times: missing) : 0
    return .bytes(units.distance(inner), whole)
  }

  func canonical(_ state: LeafState, horizon: Int) -> LeafState {
    guard let atMost, atMost - horizon > atLeast else { return state }
    let count = Int(state >> 16)
    guard count >= atLeast, count < atMost - horizon else { return state }
    return pack(atMost - horizon, UInt16(truncatingIfNeeded: state))
  }

  func repetition(_ state: LeafState) -> Repetition? {
    guard UInt16(truncatingIfNeeded: state) == UnitTable.border else { return nil }
    let count = Int(state >> 16)
    let room = atMost.map { $0 - count } ?? .unreachable
    guard room > 0 else { return nil }
    return Repetition(
      units: units, room: room, afterOne: pack(counted(count), UnitTable.border))
  }

  @inline(__always)
  private func counted(_ count: Int) -> Int {
    atMost == nil ? min(count + 1, atLeast) : count + 1
  }

  @inline(__always)
  private func pack(_ count: Int, _ inner: UInt16) -> LeafState {
    LeafState(truncatingIfNeeded: count) << 16 | LeafState(inner)
  }
}
