/// Finds a long text in time linear in both lengths, whatever they hold (Knuth, Morris, Pratt).
struct LongSearch {
  /// Shorter texts are found as fast by trying every place.
  static let threshold = 16

  private let needle: [UInt8]
  /// For every prefix, the length of its longest proper prefix that is its suffix too.
  private let borders: [Int]

  init(_ needle: [UInt8]) {
    self.needle = needle
    var borders = [0]
    var length = 0
    for position in needle.indices.dropFirst() {
      while length > 0, needle[position] != needle[length] { length = borders[length - 1] }
      if needle[position] == needle[length] { length += 1 }
      borders.append(length)
    }
    self.borders = borders
  }

  func firstRange(in bytes: [UInt8], from start: Int) -> Range<Int>? {
    var matched = 0
    for position in start..<bytes.count where advance(&matched, bytes[position]) {
      return position + 1 - needle.count..<position + 1
    }
    return nil
  }

  /// Searches backwards; the needle must be given in reverse.
  func lastRange(in bytes: [UInt8], before end: Int) -> Range<Int>? {
    var matched = 0
    for position in stride(from: end - 1, through: 0, by: -1)
    where advance(&matched, bytes[position]) {
      return position..<position + needle.count
    }
    return nil
  }

  /// Takes one more byte; true where the needle is complete.
  private func advance(_ matched: inout Int, _ byte: UInt8) -> Bool {
    while matched > 0, byte != needle[matched] { matched = borders[matched - 1] }
    if byte == needle[matched] { matched += 1 }
    return matched == needle.count
  }
}
