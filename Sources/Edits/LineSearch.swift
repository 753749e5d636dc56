import Diffs

/// Finds the one place in a file where some whole lines stand.
package struct LineSearch: Sendable {
  package enum Result: Sendable, Equatable {
    /// The lines, counted from 1.
    case found(ClosedRange<Int>)
    case missing
    /// The first lines of the places, at most ten of them.
    case several([Int])
  }

  private let wanted: [ArraySlice<UInt8>]
  private let lines: [ArraySlice<UInt8>]

  /// - Parameters:
  ///   - text: the lines to be found; line ends make no difference.
  ///   - bytes: the file.
  package init(_ text: String, in bytes: [UInt8]) {
    let sought = ByteLines(Array(text.utf8))
    let file = ByteLines(bytes)
    wanted = (0..<sought.count).map { sought[$0].withoutLineEnd }
    lines = (0..<file.count).map { index in
      let content = file[index].withoutLineEnd
      return index == 0 && content.starts(with: TextForm.mark) ? content.dropFirst(3) : content
    }
  }

  /// The place of the lines, exact but for blanks at lines' ends where no place is exact.
  package var result: Result {
    let exact = places(wanted, in: lines)
    if !exact.isEmpty { return result(exact) }
    return result(places(wanted.map(Self.trimmed), in: lines.map(Self.trimmed)))
  }

  private func result(_ places: [Int]) -> Result {
    switch places.count {
    case 0: .missing
    case 1: .found(places[0] + 1...places[0] + wanted.count)
    default: .several(places.prefix(10).map { $0 + 1 })
    }
  }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    line.dropLast(line.reversed().prefix { $0 == 0x20 || $0 == 0x09 }.count)
  }

  /// Where the lines begin, by the search of Knuth, Morris and Pratt: linear for any file.
  private func places(
    _ wanted: [ArraySlice<UInt8>], in lines: [ArraySlice<UInt8>]
  ) -> [Int] {
    guard !wanted.isEmpty, wanted.count <= lines.count else { return [] }
    // How long a start of the wanted lines is also an end of their first `index + 1`.
    var borders = [0]
    for index in wanted.indices.dropFirst() {
      var length = borders[index - 1]
      while length > 0, wanted[index] != wanted[length] { length = borders[length - 1] }
      borders.append(wanted[index] == wanted[length] ? length + 1 : 0)
    }
    var places: [Int] = []
    var length = 0
    for (index, line) in lines.enumerated() {
      while length > 0, length == wanted.count || line != wanted[length] {
        length = borders[length - 1]
      }
      if line == wanted[length] { length += 1 }
      if length == wanted.count { places.append(index + 1 - length) }
    }
    return places
  }
}
