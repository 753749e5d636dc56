/// Something new for a part of a file.
///
/// Texts are in UTF-8 with LF or CRLF at their lines' ends; whether the last line has one makes no
/// difference. An empty text has no line, so it removes what it replaces.
package enum Replacement: Sendable, Equatable {
  /// Replaces whole lines, counted from 1.
  case lines(ClosedRange<Int>, text: String)
  /// Puts lines before a line, or at the end where there is one line less.
  case insertion(beforeLine: Int, text: String)
  /// Replaces bytes by exactly these bytes.
  case bytes(Range<Int>, [UInt8])
  /// Replaces all lines.
  case everything(text: String)
}

/// Bytes to put in the place of others.
struct Splice: Equatable {
  var range: Range<Int>
  var bytes: [UInt8]

  /// The bytes after all splices.
  ///
  /// - Throws: `EditError` where two of them concern the same bytes.
  static func apply(
    _ splices: [Splice], to bytes: [UInt8], path: String
  ) throws(EditError) -> [UInt8] {
    // Equal places keep their order, so that two insertions stand as they were given.
    let ordered = splices.enumerated().sorted {
      ($0.element.range.lowerBound, $0.element.range.upperBound, $0.offset)
        < ($1.element.range.lowerBound, $1.element.range.upperBound, $1.offset)
    }
    var result: [UInt8] = []
    var end = 0
    for (_, splice) in ordered {
      guard splice.range.lowerBound >= end else {
        throw .overlap(path, offset: splice.range.lowerBound)
      }
      result += bytes[end..<splice.range.lowerBound]
      result += splice.bytes
      end = splice.range.upperBound
    }
    return result + bytes[end...]
  }
}
