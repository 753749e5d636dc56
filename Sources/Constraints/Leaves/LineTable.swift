/// The lines of a text, each with one line feed, and how far a run from each has to go to be unique.
struct LineTable: Sendable {
  /// The lines one after the other, a line feed behind each and no other line endings.
  let bytes: [UInt8]
  /// Where each line starts, and where the last one ends.
  let starts: [Int]
  /// The lines in the order of the bytes from there to the end of the text.
  let order: [Int32]
  /// For each line, the fewest lines from there that stand nowhere else; nil when none do.
  private let uniqueLengths: [Int32]

  init(_ text: [UInt8]) {
    (bytes, starts) = Self.split(text)
    let identities = Self.identities(bytes, starts)
    order = SuffixOrder.sort(identities)
    uniqueLengths = SuffixOrder.uniqueLengths(identities, order: order)
  }

  /// The lines of a text with one line feed each, and where they start.
  static func split(_ text: [UInt8]) -> (bytes: [UInt8], starts: [Int]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count + 1)
    var starts = [0]
    for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let isEnded = line.endIndex < text.endIndex
      // What follows the last line feed is a line only when there is something.
      if !isEnded, line.isEmpty { break }
      bytes += isEnded && line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      bytes.append(UInt8(ascii: "\n"))
      starts.append(bytes.count)
    }
    return (bytes, starts)
  }

  var count: Int { starts.count - 1 }

  /// The bytes of the shortest run from a line that stands nowhere else; nil when there is none.
  func uniqueBytes(from line: Int) -> Int? {
    let end = line + Int(uniqueLengths[line])
    return end <= count ? starts[end] - starts[line] : nil
  }

  /// A number for each line: equal for equal lines, and in the order of their bytes.
  private static func identities(_ bytes: [UInt8], _ starts: [Int]) -> [Int32] {
    let count = starts.count - 1
    return bytes.withUnsafeBufferPointer { buffer in
      func line(_ index: Int32) -> Slice<UnsafeBufferPointer<UInt8>> {
        buffer[starts[Int(index)]..<starts[Int(index) + 1]]
      }
      var strings = PackedBytes()
      for index in 0..<count { strings.append(line(Int32(index))) }
      let sorted = ByteTrie.sortedIndices(of: strings) { _ in true }
      var identities = [Int32](repeating: 0, count: count)
      var current: Int32 = 0
      for (before, index) in zip(sorted, sorted.dropFirst()) {
        if !line(before).elementsEqual(line(index)) { current += 1 }
        identities[Int(index)] = current
      }
      return identities
    }
  }
}

extension LineSearch {
  /// The lines of the text, counted from 0, at which a search that was written stands.
  ///
  /// - Parameter written: whole lines, each with its line feed.
  /// - Returns: nil when they stand nowhere, or at several places.
  package func lines(of written: [UInt8]) -> Range<Int>? {
    let (bytes, starts) = LineTable.split(text)
    // A carriage return that stands here is a part of its line, and not of a line ending.
    let count = written.count { $0 == UInt8(ascii: "\n") }
    guard written.last == UInt8(ascii: "\n"), count < starts.count else { return nil }
    let places = (0..<starts.count - count).filter { line in
      bytes[starts[line]..<starts[line + count]].elementsEqual(written)
    }
    return places.count == 1 ? places[0]..<places[0] + count : nil
  }
}

/// The order of all ends of a sequence.
enum SuffixOrder {
  private struct Key {
    var pair: UInt64
    var index: Int32
  }

  /// Sorts the ends of a sequence; of two that begin the same, the shorter is the lesser.
  ///
  /// Source: Manber and Myers, "Suffix arrays: a new method for on-line string searches" (1993):
  /// an order by 2k items comes from one by k. No text makes it slower than n log² n.
  static func sort(_ sequence: [Int32]) -> [Int32] {
    let count = sequence.count
    var ranks = sequence.map { UInt64($0) + 1 }
    var keys = sequence.indices.map { Key(pair: ranks[$0] << 32, index: Int32($0)) }
    keys.sort { $0.pair < $1.pair }
    var step = 1
    while step < count {
      for position in keys.indices {
        let index = Int(keys[position].index)
        let second = index + step < count ? ranks[index + step] : 0
        keys[position].pair = ranks[index] << 32 | second
      }
      keys.sort { $0.pair < $1.pair }
      var rank: UInt64 = 0
      var previous: UInt64?
      for key in keys {
        if key.pair != previous { rank += 1 }
        previous = key.pair
        ranks[Int(key.index)] = rank
      }
      if rank == UInt64(count) { break }
      step *= 2
    }
    return keys.map(\.index)
  }

  /// For each end, the fewest items with which no other end begins; past the sequence for none.
  ///
  /// Source of the way to the common beginnings: Kasai et al., "Linear-time longest-common-prefix
  /// computation in suffix arrays and its applications" (2001).
  static func uniqueLengths(_ sequence: [Int32], order: [Int32]) -> [Int32] {
    let count = sequence.count
    var places = [Int](repeating: 0, count: count)
    for (place, index) in order.enumerated() { places[Int(index)] = place }
    var lengths = [Int32](repeating: 1, count: count)
    var shared = 0
    for index in 0..<count {
      guard places[index] > 0 else {
        shared = 0
        continue
      }
      let other = Int(order[places[index] - 1])
      while index + shared < count, other + shared < count,
        sequence[index + shared] == sequence[other + shared]
      {
        shared += 1
      }
      let needed = Int32(truncatingIfNeeded: shared + 1)
      lengths[index] = max(lengths[index], needed)
      lengths[other] = max(lengths[other], needed)
      shared = max(shared - 1, 0)
    }
    return lengths
  }
}
