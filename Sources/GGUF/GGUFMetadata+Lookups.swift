// Lookups of optional keys: nil where the key is not there.

extension GGUFMetadata {
  /// The text of a string.
  package func string(_ key: String) throws(GGUFError) -> String? {
    guard let entry = entry(key) else { return nil }
    guard case .string(let string) = entry.value else { throw mismatch(entry, "string") }
    guard let text = string.text else { throw GGUFError.notText(entry).about(path) }
    return text
  }

  /// The number of an integer of any width.
  package func int(_ key: String) throws(GGUFError) -> Int? {
    guard let entry = entry(key) else { return nil }
    guard let integer = entry.value.integer else { throw mismatch(entry, "integer") }
    guard let number = Int(exactly: integer) else {
      throw GGUFError.outOfRange(entry, "\(integer)").about(path)
    }
    return number
  }

  /// The number of an integer of any width that must not be negative.
  package func unsigned(_ key: String) throws(GGUFError) -> Int? {
    guard let entry = entry(key), let number = try int(key) else { return nil }
    guard number >= 0 else { throw GGUFError.negative(entry, number).about(path) }
    return number
  }

  /// The number of a float32 or, rounded, of a float64.
  package func float(_ key: String) throws(GGUFError) -> Float? {
    guard let entry = entry(key) else { return nil }
    switch entry.value {
    case .float32(let value): return value
    case .float64(let value): return Float(value)
    default: throw mismatch(entry, "float32")
    }
  }

  /// The value of a bool.
  package func bool(_ key: String) throws(GGUFError) -> Bool? {
    guard let entry = entry(key) else { return nil }
    guard case .bool(let value) = entry.value else { throw mismatch(entry, "bool") }
    return value
  }

  /// An array of strings, left in the file.
  package func strings(_ key: String) throws(GGUFError) -> GGUFStringArray? {
    guard let entry = entry(key) else { return nil }
    guard case .strings(let array) = entry.value else { throw mismatch(entry, "array of string") }
    return array
  }

  /// The elements of an array of integers of any width, each of which must fit.
  package func int32s(_ key: String) throws(GGUFError) -> [Int32]? {
    try integers(key, "array of int32")
  }

  /// The elements of an array of integers of any width, each of which must fit.
  package func ints(_ key: String) throws(GGUFError) -> [Int]? {
    try integers(key, "array of integers")
  }

  /// One integer for each of `count` layers: an array of that length, or one integer for all.
  package func ints(_ key: String, perLayer count: Int) throws(GGUFError) -> [Int]? {
    guard let entry = entry(key) else { return nil }
    guard case .numbers = entry.value else {
      return try int(key).map { Array(repeating: $0, count: count) }
    }
    guard let numbers = try ints(key) else { return nil }
    guard numbers.count == count else {
      throw GGUFError.arrayCount(entry, found: numbers.count, expected: count).about(path)
    }
    return numbers
  }

  /// The elements of an array of float32 or, rounded, of float64.
  package func floats(_ key: String) throws(GGUFError) -> [Float]? {
    guard let entry = entry(key) else { return nil }
    guard case .numbers(let array) = entry.value, let floats = array.floats else {
      throw mismatch(entry, "array of float32")
    }
    return floats
  }

  /// The elements of an array of bools.
  package func bools(_ key: String) throws(GGUFError) -> [Bool]? {
    guard let entry = entry(key) else { return nil }
    guard case .numbers(let array) = entry.value, let bools = array.bools else {
      throw mismatch(entry, "array of bool")
    }
    return bools
  }

  private func integers<Number: FixedWidthInteger & BitwiseCopyable>(
    _ key: String, _ expected: String
  ) throws(GGUFError) -> [Number]? {
    guard let entry = entry(key) else { return nil }
    guard case .numbers(let array) = entry.value, let result = array.integers(Number.self) else {
      throw mismatch(entry, expected)
    }
    switch result {
    case .all(let numbers): return numbers
    case .doesNotFit(let index):
      throw GGUFError.elementOutOfRange(entry, index: index, expected: expected).about(path)
    }
  }

  private func mismatch(_ entry: Entry, _ expected: String) -> GGUFError {
    GGUFError.unexpectedType(entry, expected: expected).about(path)
  }
}
