extension GGUFReader {
  /// Reads one key with its value.
  mutating func readEntry(_ index: Int) throws(GGUFError) {
    cursor.place = .key(index: index)
    let start = cursor.offset
    let key = try cursor.readString(limit: GGUFLimits.keyBytes)
    guard !key.isEmpty else { throw .emptyKey(index: index, at: start) }
    cursor.place = .value(key: key)
    let type = try readValueType(key)
    let offset = cursor.offset
    let value = try readValue(type, key)
    guard metadata.append(GGUFMetadata.Entry(key: key, value: value, offset: offset)) else {
      throw .duplicateKey(key, at: start)
    }
  }

  private mutating func readValueType(_ key: String) throws(GGUFError) -> GGUFValueType {
    let offset = cursor.offset
    let number: UInt32 = try cursor.read()
    guard let type = GGUFValueType(rawValue: number) else {
      throw .unknownValueType(number, key: key, at: offset)
    }
    return type
  }

  private mutating func readValue(
    _ type: GGUFValueType, _ key: String
  ) throws(GGUFError) -> GGUFValue {
    guard let width = type.byteCount else {
      if type == .array { return try readArray(key) }
      return .string(GGUFString(file: file, range: try cursor.skipString()))
    }
    let start = try cursor.skip(width)
    if type == .bool { try cursor.checkBools(start..<start + 1) }
    guard let base = file.bytes.baseAddress, let value = GGUFValue(type, at: base + start) else {
      throw .unknownValueType(type.rawValue, key: key, at: start)
    }
    return value
  }

  private mutating func readArray(_ key: String) throws(GGUFError) -> GGUFValue {
    let typeOffset = cursor.offset
    let type = try readValueType(key)
    guard type != .array else { throw .nestedArray(key: key, at: typeOffset) }
    let countOffset = cursor.offset
    let announced: UInt64 = try cursor.read()
    guard announced <= GGUFLimits.elements else {
      throw .arrayTooLong(announced, key: key, at: countOffset)
    }
    let (count, start) = (Int(announced), cursor.offset)
    guard let width = type.byteCount else {
      try cursor.skipStrings(count)
      let range = start..<cursor.offset
      return .strings(GGUFStringArray(count: count, file: file, range: range))
    }
    try cursor.skip(count * width)
    let range = start..<cursor.offset
    if type == .bool { try cursor.checkBools(range) }
    return .numbers(GGUFNumberArray(elementType: type, count: count, file: file, range: range))
  }

  /// Takes the alignment of the data from the metadata, where it is given.
  mutating func readAlignment() throws(GGUFError) {
    guard let entry = metadata.entry("general.alignment") else { return }
    guard let integer = entry.value.integer else {
      throw .alignment("of type \(entry.value.typeName)", at: entry.offset)
    }
    guard let number = Int(exactly: integer), GGUFLimits.isAlignment(number) else {
      throw .alignment("\(integer)", at: entry.offset)
    }
    alignment = number
  }
}
