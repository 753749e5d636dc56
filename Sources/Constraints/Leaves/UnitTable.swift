/// A deterministic automaton for one unit of text, such as a character of a set in UTF-8.
///
/// State 0 is the border between units; all others are inside of one.
final class UnitTable: Sendable, Hashable {
  static let border: UInt16 = 0
  static let dead = UInt16.max

  /// The next state by state and byte.
  private let table: [UInt16]
  /// For each state, the fewest bytes to a border; for the border itself 0.
  private let distances: [Int]
  /// For each state, the bytes that lead on.
  private let allowed: [ByteSet]
  /// The bytes of the shortest unit; `unreachable` when there is none.
  let shortest: Int

  /// Completes a table of rows of 256 states; bytes beyond `alphabet` and blind ends are taken out.
  init(_ rows: [[UInt16]], alphabet: ByteSet) {
    var rows = rows.map { row in
      row.indices.map { alphabet.contains(UInt8($0)) ? row[$0] : Self.dead }
    }
    let distances = Self.distances(rows)
    for state in rows.indices {
      for byte in 0..<256 where rows[state][byte] != Self.dead {
        if distances[Int(rows[state][byte])] >= .unreachable { rows[state][byte] = Self.dead }
      }
    }
    self.distances = distances
    table = rows.flatMap { $0 }
    allowed = rows.map { row in
      ByteSet((UInt8.min...UInt8.max).filter { row[Int($0)] != Self.dead })
    }
    shortest = Self.fewest(rows[0], distances)
  }

  @inline(__always)
  func next(_ state: UInt16, _ byte: UInt8) -> UInt16 { table[Int(state) << 8 | Int(byte)] }

  func allowedBytes(_ state: UInt16) -> ByteSet { allowed[Int(state)] }

  /// The fewest bytes to the end of the unit.
  @inline(__always)
  func distance(_ state: UInt16) -> Int { distances[Int(state)] }

  /// The bytes that begin a unit.
  var beginnings: ByteSet { allowed[0] }

  static func == (left: UnitTable, right: UnitTable) -> Bool {
    left === right || left.table == right.table
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(table.count)
    for byte in allowed[0].members { hasher.combine(table[Int(byte)]) }
  }

  /// The fewest bytes from each state to a border, by relaxing until nothing changes.
  private static func distances(_ rows: [[UInt16]]) -> [Int] {
    var distances = [Int](repeating: .unreachable, count: rows.count)
    distances[0] = 0
    var isChanged = true
    while isChanged {
      isChanged = false
      for state in rows.indices.dropFirst() {
        let fewest = fewest(rows[state], distances)
        if fewest < distances[state] {
          distances[state] = fewest
          isChanged = true
        }
      }
    }
    return distances
  }

  private static func fewest(_ row: [UInt16], _ distances: [Int]) -> Int {
    row.reduce(.unreachable) { $1 == dead ? $0 : min($0, distances[Int($1)] + 1) }
  }
}
