/// The models that Lathe can fetch by name.
///
/// `entries` and `defaults` are compiled in from `models/catalog.json` by
/// `scripts/generate-catalog`, so that the program needs no file beside it.
package enum Catalog {
  /// Returns the entry of that name, whatever the case of its letters.
  package static func entry(named name: String) -> CatalogEntry? {
    let wanted = name.lowercased()
    return entries.first { $0.name == wanted }
  }

  /// Returns the model to use where the user named none.
  ///
  /// It is the first of `defaults` that leaves a quarter of the memory to the rest of the machine,
  /// and the last one where none does.
  ///
  /// - Parameter physicalMemory: the memory of the machine in bytes.
  package static func defaultEntry(physicalMemory: UInt64) -> CatalogEntry {
    let candidates = defaults.compactMap(entry(named:))
    let usable = physicalMemory / 4 * 3
    return candidates.first { $0.memoryNeeded <= usable } ?? candidates.last ?? entries[0]
  }

  /// Returns the names that the user may have meant, the likeliest first.
  package static func names(near name: String) -> [String] {
    let wanted = Array(name.lowercased().utf8.prefix(100))
    let ranked = entries.map { entry in
      (name: entry.name, distance: editDistance(wanted, Array(entry.name.utf8)))
    }
    let limit = max(2, wanted.count / 3)
    return
      ranked
      .filter { $0.distance <= limit || isFragment(wanted, of: $0.name) }
      .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
      .map(\.name)
  }

  /// Returns whether the bytes are a part of the name worth a suggestion, such as `1.5b`.
  private static func isFragment(_ bytes: [UInt8], of name: String) -> Bool {
    bytes.count >= 2 && name.contains(String(decoding: bytes, as: UTF8.self))
  }
}
