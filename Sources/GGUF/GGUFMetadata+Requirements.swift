// Lookups of keys that must be there: a missing key throws.

extension GGUFMetadata {
  /// The text of a string that must be there.
  package func requireString(_ key: String) throws(GGUFError) -> String {
    try required(key, "string", try string(key))
  }

  /// The number of an integer that must be there.
  package func requireInt(_ key: String) throws(GGUFError) -> Int {
    try required(key, "integer", try int(key))
  }

  /// The number of an integer that must be there and not be negative.
  package func requireUnsigned(_ key: String) throws(GGUFError) -> Int {
    try required(key, "integer", try unsigned(key))
  }

  /// The number of a float that must be there.
  package func requireFloat(_ key: String) throws(GGUFError) -> Float {
    try required(key, "float32", try float(key))
  }

  /// The value of a bool that must be there.
  package func requireBool(_ key: String) throws(GGUFError) -> Bool {
    try required(key, "bool", try bool(key))
  }

  /// An array of strings that must be there, left in the file.
  package func requireStrings(_ key: String) throws(GGUFError) -> GGUFStringArray {
    try required(key, "array of string", try strings(key))
  }

  /// The elements of an array of integers that must be there.
  package func requireInt32s(_ key: String) throws(GGUFError) -> [Int32] {
    try required(key, "array of int32", try int32s(key))
  }

  /// The elements of an array of integers that must be there.
  package func requireInts(_ key: String) throws(GGUFError) -> [Int] {
    try required(key, "array of integers", try ints(key))
  }

  /// One integer for each of `count` layers, which must be there.
  package func requireInts(_ key: String, perLayer count: Int) throws(GGUFError) -> [Int] {
    try required(key, "integer", try ints(key, perLayer: count))
  }

  /// The elements of an array of floats that must be there.
  package func requireFloats(_ key: String) throws(GGUFError) -> [Float] {
    try required(key, "array of float32", try floats(key))
  }

  /// The elements of an array of bools that must be there.
  package func requireBools(_ key: String) throws(GGUFError) -> [Bool] {
    try required(key, "array of bool", try bools(key))
  }

  private func required<Value>(
    _ key: String, _ expected: String, _ value: Value?
  ) throws(GGUFError) -> Value {
    guard let value else { throw GGUFError.missingKey(key, expected: expected).about(path) }
    return value
  }
}
