/// Whole lines of a text that are unique when they end.
///
/// The places where a search may start are sorted by the bytes that follow, so those that begin
/// with what is written stand together. A state is the first of them, how many there are (in bits
/// 16 to 39), and how many bytes are written (16 bits). Only places from which a run becomes
/// unique within the limit are among them, so every state leads to an end.
final class LineLeaf: LeafAutomaton {
  static let mostLines = (1 << 24) - 1
  static let mostBytes = (1 << 16) - 1

  /// A place where a search may start.
  private struct Place {
    /// Where it is in the bytes of the table.
    var start: Int
    /// The bytes of the shortest unique run of lines.
    var unique: Int32
    /// The most bytes that may be written.
    var longest: Int32
  }

  private let table: LineTable
  private let places: [Place]
  private let nearest: RangeMinimum

  /// - Throws: `ConstraintError` when no place is left, or there are too many.
  init(_ search: LineSearch, alphabet: ByteSet) throws(ConstraintError) {
    let lineCount = search.text.count { $0 == UInt8(ascii: "\n") } + 1
    guard lineCount <= Self.mostLines, search.byteLimit <= Self.mostBytes else {
      throw .searchTooLarge(lines: lineCount, byteLimit: search.byteLimit)
    }
    table = LineTable(search.text)
    let ends = Self.writableEnds(
      table, alphabet, limit: search.byteLimit, bounds: Self.bounds(search.runs, table.count))
    var places: [Place] = []
    for line in table.order {
      let start = table.starts[Int(line)]
      let room = ends[Int(line)] - start
      guard let unique = table.uniqueBytes(from: Int(line)), unique <= room else { continue }
      let longest = search.ending == .whenUnique ? unique : room
      places.append(Place(start: start, unique: Int32(unique), longest: Int32(longest)))
    }
    guard !places.isEmpty else {
      throw .noUniqueLines(lines: table.count, byteLimit: search.byteLimit)
    }
    self.places = places
    nearest = RangeMinimum(places.map(\.unique))
  }

  var start: LeafState { Self.pack(first: 0, count: places.count, depth: 0) }

  @inline(__always)
  func next(_ state: LeafState, _ byte: UInt8) -> LeafState {
    let (first, count, depth) = Self.unpack(state)
    if count == 1 {
      let place = places[first]
      guard depth < Int(place.longest), table.bytes[place.start + depth] == byte else {
        return .dead
      }
      return state + 1
    }
    // No place of several is unique yet, so each has a byte here.
    let lower = partition(first..<first + count) { self.byte($0, depth) >= byte }
    let upper = partition(lower..<first + count) { self.byte($0, depth) > byte }
    guard lower < upper else { return .dead }
    return Self.pack(first: lower, count: upper - lower, depth: depth + 1)
  }

  func canEnd(_ state: LeafState) -> Bool {
    let (first, count, depth) = Self.unpack(state)
    guard count == 1, depth >= Int(places[first].unique) else { return false }
    return table.bytes[places[first].start + depth - 1] == UInt8(ascii: "\n")
  }

  func allowedBytes(_ state: LeafState) -> ByteSet {
    let (first, count, depth) = Self.unpack(state)
    if count == 1, depth >= Int(places[first].longest) { return ByteSet() }
    var set = ByteSet()
    var next = first
    while next < first + count {
      let byte = byte(next, depth)
      set.insert(byte)
      next = partition(next..<first + count) { self.byte($0, depth) > byte }
    }
    return set
  }

  func distance(_ state: LeafState) -> Int {
    let (first, count, depth) = Self.unpack(state)
    let unique = count == 1 ? places[first].unique : nearest.least(first..<first + count)
    if depth <= Int(unique) { return Int(unique) - depth }
    // Past the first unique line: the end of the line that is being written.
    let position = places[first].start + depth
    if table.bytes[position - 1] == UInt8(ascii: "\n") { return 0 }
    return (table.bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? position) + 1 - position
  }

  private func byte(_ place: Int, _ depth: Int) -> UInt8 {
    table.bytes[places[place].start + depth]
  }

  /// The first index of a range at which a condition holds that holds for all behind it.
  @inline(__always)
  private func partition(_ range: Range<Int>, by condition: (Int) -> Bool) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if condition(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  @inline(__always)
  private static func pack(first: Int, count: Int, depth: Int) -> LeafState {
    LeafState(first) << 40 | LeafState(count) << 16 | LeafState(depth)
  }

  @inline(__always)
  private static func unpack(_ state: LeafState) -> (first: Int, count: Int, depth: Int) {
    (Int(state >> 40), Int(state >> 16 & 0xFF_FFFF), Int(state & 0xFFFF))
  }

  /// For each line, the line before which a search from there has to end; itself where none may be.
  private static func bounds(_ runs: [Range<Int>]?, _ count: Int) -> [Int] {
    guard let runs else { return [Int](repeating: count, count: count) }
    var bounds = Array(0..<count)
    for run in runs {
      for line in run.clamped(to: 0..<count) {
        bounds[line] = max(bounds[line], min(run.upperBound, count))
      }
    }
    return bounds
  }

  /// For each line, where the longest run of lines from there ends that can be written.
  private static func writableEnds(
    _ table: LineTable, _ alphabet: ByteSet, limit: Int, bounds: [Int]
  ) -> [Int] {
    let isWritable = (0..<table.count).map { line in
      let bytes = table.bytes[table.starts[line]..<table.starts[line + 1]]
      return bytes.allSatisfy(alphabet.contains) && String(validating: bytes, as: UTF8.self) != nil
    }
    var ends = [Int](repeating: 0, count: table.count)
    var end = 0
    for line in 0..<table.count {
      end = max(end, line)
      while end < bounds[line], isWritable[end],
        table.starts[end + 1] - table.starts[line] <= limit
      {
        end += 1
      }
      ends[line] = table.starts[end]
    }
    return ends
  }
}

/// The least number of any range of a list, in logarithmic time and twice the memory.
struct RangeMinimum: Sendable {
  private let tree: [Int32]
  private let count: Int

  init(_ values: [Int32]) {
    count = values.count
    var tree = [Int32](repeating: .max, count: values.count) + values
    for node in stride(from: values.count - 1, to: 0, by: -1) {
      tree[node] = min(tree[2 * node], tree[2 * node + 1])
    }
    self.tree = tree
  }

  /// The least number of a range of indices; the greatest possible one for an empty range.
  func least(_ range: Range<Int>) -> Int32 {
    var (low, high) = (range.lowerBound + count, range.upperBound + count)
    var least = Int32.max
    while low < high {
      if low & 1 == 1 {
        least = min(least, tree[low])
        low += 1
      }
      if high & 1 == 1 {
        high -= 1
        least = min(least, tree[high])
      }
      low /= 2
      high /= 2
    }
    return least
  }
}
