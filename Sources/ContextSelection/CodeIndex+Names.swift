import Outlines
package import Workspace

extension CodeIndex {
  /// The bytes of the files that an index of these files would read.
  package static func bytes(of files: some Sequence<RepositoryFile>) -> Int {
    files.reduce(0) { sum, file in
      file.fileClass.isText && isRead(file) ? sum + file.size : sum
    }
  }

  /// The names of units that are spelled much like a name, the nearest first.
  ///
  /// - Parameter name: a name, or a qualified one such as `Cache.evict`; of this the last part
  ///   is compared, and the result is qualified too.
  package func names(near name: String, limit: Int = 3) -> [String] {
    let parts = name.replacing("::", with: ".").split(separator: ".")
    guard let last = parts.last, last.utf8.count < 100 else { return [] }
    let wanted = Array(last.lowercased().utf8)
    var distances: [String: Int] = [:]
    for file in files {
      for unit in file.units {
        let found = parts.count > 1 ? unit.qualifiedName : unit.name
        guard distances[found] == nil else { continue }
        distances[found] = Self.distance(Array(unit.name.lowercased().utf8), wanted)
      }
    }
    let near = distances.filter { $0.value <= max(1, wanted.count / 3) }
    return near.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.prefix(limit).map(\.key)
  }

  /// How many letters must be changed to make one name of the other.
  ///
  /// Where the lengths say that they are far apart, it is just a large number; a name that begins
  /// with the other is near.
  private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
    if other.count > 3, one.starts(with: other) { return 1 }
    guard abs(one.count - other.count) <= max(1, other.count / 3) else { return .max }
    var row = Array(0...other.count)
    for (place, byte) in one.enumerated() {
      var corner = row[0]
      row[0] = place + 1
      for column in other.indices {
        let changed = corner + (other[column] == byte ? 0 : 1)
        corner = row[column + 1]
        row[column + 1] = min(changed, row[column] + 1, corner + 1)
      }
    }
    return row[other.count]
  }
}
