/// The metadata of a file: keys with values, in the order of the file.
///
/// A lookup that finds a value of another type throws: the sentence names the key, the type that
/// was expected and the type that was found. A lookup of a key that is not there gives nil, or
/// throws where its name begins with `require`.
package struct GGUFMetadata: Sendable {
  /// A key with its value.
  package struct Entry: Sendable {
    package let key: String
    package let value: GGUFValue
    /// Where the value lies in the file.
    package let offset: Int
  }

  /// All entries, in the order of the file.
  package private(set) var entries: [Entry] = []
  private var indices: [String: Int] = [:]
  /// The file that the errors name.
  let path: String?

  init(path: String?) {
    self.path = path
  }

  /// The value of `key`, whatever its type.
  package subscript(key: String) -> GGUFValue? { entry(key)?.value }

  func entry(_ key: String) -> Entry? {
    indices[key].map { entries[$0] }
  }

  /// Appends an entry.
  ///
  /// - Returns: false where the key is there already.
  mutating func append(_ entry: Entry) -> Bool {
    guard indices.updateValue(entries.count, forKey: entry.key) == nil else { return false }
    entries.append(entry)
    return true
  }
}
