/// Any text up to and with a trigger.
///
/// A state is the number of whole characters so far (above 32 bits; 0 without a limit), how many
/// bytes of the trigger the text ends with (above 16 bits), and the state inside of a character.
final class FreeLeaf: LeafAutomaton {
  static let longestTrigger = 255

  private let trigger: [UInt8]
  /// For each number of bytes of the trigger and each byte, the number after that byte.
  private let matches: [UInt8]
  /// For each number of bytes of the trigger, how many of its characters are not complete.
  private let missing: [Int]
  private let characters: UnitTable
  /// Characters with which no trigger begins.
  private let neutral: UnitTable
  private let limit: Int?
  private let mayEndAnswer: Bool

  init(_ free: FreeText, alphabet: ByteSet) throws(ConstraintError) {
    trigger = Array(free.trigger.utf8)
    limit = free.limit.flatMap { $0 < Int(Int32.max) ? $0 : nil }
    mayEndAnswer = free.mayEndAnswer
    let scalars = free.trigger.unicodeScalars
    guard let first = scalars.first, trigger.count <= Self.longestTrigger,
      trigger.allSatisfy(alphabet.contains), scalars.count <= limit ?? .max
    else { throw .unusableTrigger(free.trigger) }
    matches = Self.matches(of: trigger)
    missing = Self.missing(in: trigger, of: scalars.count)
    characters = UnitTable(.all, alphabet: alphabet)
    neutral = UnitTable(ScalarSet(first...first).inverted, alphabet: alphabet)
  }

  var start: LeafState { 0 }

  @inline(__always)
  func next(_ state: LeafState, _ byte: UInt8) -> LeafState {
    let matched = Int(state >> 16 & 0xFFFF)
    guard matched < trigger.count else { return .dead }
    let inner = characters.next(UInt16(truncatingIfNeeded: state), byte)
    guard inner != UnitTable.dead else { return .dead }
    let next = Int(matches[matched << 8 | Int(byte)])
    guard let limit else { return LeafState(next) << 16 | LeafState(inner) }
    let count = Int(state >> 32) + (inner == UnitTable.border ? 1 : 0)
    // A character that is not complete counts, unless it belongs to the trigger.
    let open = inner == UnitTable.border || next > 0 ? 0 : 1
    guard count + open + missing[next] <= limit else { return .dead }
    return LeafState(count) << 32 | LeafState(next) << 16 | LeafState(inner)
  }

  @inline(__always)
  func canEnd(_ state: LeafState) -> Bool { Int(state >> 16 & 0xFFFF) == trigger.count }

  func allowedBytes(_ state: LeafState) -> ByteSet {
    ByteSet((UInt8.min...UInt8.max).filter { next(state, $0) != .dead })
  }

  @inline(__always)
  func distance(_ state: LeafState) -> Int {
    let matched = Int(state >> 16 & 0xFFFF)
    let inner = UInt16(truncatingIfNeeded: state)
    return trigger.count - matched + (matched > 0 ? 0 : characters.distance(inner))
  }

  func canEndAnswer(_ state: LeafState) -> Bool {
    mayEndAnswer && UInt16(truncatingIfNeeded: state) == UnitTable.border && !canEnd(state)
  }

  @inline(__always)
  func answerDistance(_ state: LeafState) -> Int {
    guard mayEndAnswer, !canEnd(state) else { return .unreachable }
    return characters.distance(UInt16(truncatingIfNeeded: state))
  }

  func canonical(_ state: LeafState, horizon: Int) -> LeafState {
    guard let limit else { return state }
    let far = limit - missing[0] - horizon
    guard far > 0, Int(state >> 32) < far else { return state }
    return LeafState(far) << 32 | state & 0xFFFF_FFFF
  }

  func repetition(_ state: LeafState) -> Repetition? {
    guard state & 0xFFFF_FFFF == 0 else { return nil }
    let count = Int(state >> 32)
    guard let limit else {
      return Repetition(units: neutral, room: .unreachable, afterOne: state)
    }
    let room = limit - missing[0] - count
    guard room > 0 else { return nil }
    return Repetition(units: neutral, room: room, afterOne: LeafState(count + 1) << 32)
  }

  /// The table of Knuth, Morris and Pratt, "Fast pattern matching in strings" (1977).
  private static func matches(of trigger: [UInt8]) -> [UInt8] {
    var table = [UInt8](repeating: 0, count: trigger.count << 8)
    var fallback = 0
    for (position, byte) in trigger.enumerated() {
      if position > 0 {
        for other in 0..<256 { table[position << 8 | other] = table[fallback << 8 | other] }
        fallback = Int(table[fallback << 8 | Int(byte)])
      }
      table[position << 8 | Int(byte)] = UInt8(truncatingIfNeeded: position + 1)
    }
    return table
  }

  /// How many of the trigger's characters are not complete after each number of its bytes.
  private static func missing(in trigger: [UInt8], of count: Int) -> [Int] {
    (0...trigger.count).map { end in
      // A character is complete where the next byte is not a continuation.
      let isInside = end < trigger.count && trigger[end] & 0xC0 == 0x80
      let begun = trigger[..<end].count { $0 & 0xC0 != 0x80 }
      return count - begun + (isInside ? 1 : 0)
    }
  }
}
