/// Returns the fewest insertions, deletions and replacements of bytes that turn one into the other.
///
/// - Complexity: O(`from.count` × `to.count`) time, O(`to.count`) space.
func editDistance(_ from: [UInt8], _ to: [UInt8]) -> Int {
  var row = Array(0...to.count)
  for (index, byte) in from.enumerated() {
    var diagonal = row[0]
    row[0] = index + 1
    for column in to.indices {
      let replaced = diagonal + (byte == to[column] ? 0 : 1)
      diagonal = row[column + 1]
      row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
    }
  }
  return row[to.count]
}
