import GGUF
import Testing

@Suite("Reading metadata")
struct MetadataReadingTests {
  private func failure(_ body: (inout RawFile) -> Void) throws -> GGUFError {
    try RawFile.withEntry(body).failure()
  }

  @Test("An empty key is refused")
  func emptyKey() throws {
    let error = try failure {
      $0.appendKey("", type: 4)
      $0.append(UInt32(1))
    }
    expect(error, .malformed, "metadata entry 0 at byte 24 has an empty key", at: 24)
  }

  @Test("A key over 65535 bytes is refused")
  func longKey() throws {
    let error = try failure { $0.appendKey(String(repeating: "k", count: 65_536), type: 4) }
    expect(
      error, .malformed,
      "a string of 65536 bytes in metadata entry 0 at byte 24; the limit is 65535", at: 24)
  }

  @Test("A key that is not UTF-8 is refused")
  func invalidKey() throws {
    let error = try failure {
      $0.append(UInt64(2))
      $0.append([0xC3, 0x28])
      $0.append(UInt32(4))
      $0.append(UInt32(1))
    }
    expect(error, .malformed, "metadata entry 0 has a name at byte 32 that is not UTF-8", at: 32)
  }

  @Test("A key that is there twice is refused")
  func duplicateKey() throws {
    var file = RawFile(entries: 2)
    for _ in 0..<2 {
      file.appendKey("a", type: 4)
      file.append(UInt32(1))
    }
    expect(
      try file.failure(), .malformed, "the metadata key 'a' is there a second time at byte 41",
      at: 41)
  }

  @Test("An unknown type of value is refused", arguments: [13, 255, UInt32.max])
  func unknownType(number: UInt32) throws {
    let error = try failure {
      $0.appendKey("a", type: number)
      $0.append(UInt32(1))
    }
    expect(
      error, .malformed,
      "'a' has the unknown type number \(number) at byte 33; the format knows 0 to 12", at: 33)
  }

  @Test("An unknown type of elements is refused")
  func unknownElementType() throws {
    let error = try failure { $0.appendArray("a", elementType: 77, count: 0) }
    #expect(
      error.message == "'a' has the unknown type number 77 at byte 37; the format knows 0 to 12")
  }

  @Test("An array of arrays is refused")
  func nestedArray() throws {
    let error = try failure { $0.appendArray("a", elementType: 9, count: 1) }
    expect(
      error, .malformed, "'a' is an array of arrays at byte 37, which is not supported", at: 37)
  }

  @Test(
    "An array over the limit is refused",
    arguments: [(1 << 30) + 1, 1 << 63, UInt64.max] as [UInt64])
  func longArray(count: UInt64) throws {
    let error = try failure { $0.appendArray("a", elementType: 10, count: count) }
    expect(
      error, .malformed,
      "'a' announces \(count) elements at byte 41; the limit is 1073741824", at: 41)
  }

  @Test("An array of numbers that the file does not hold is refused")
  func cutArray() throws {
    let error = try failure {
      $0.appendArray("a", elementType: 10, count: 1 << 30)
      $0.append([1, 2, 3])
    }
    expect(
      error, .truncated,
      "the file ends inside the value of 'a': 8589934592 bytes needed at byte 49, "
        + "the file has 52 bytes; the download is probably incomplete", at: 49)
  }

  @Test("An array of strings that the file does not hold is refused")
  func cutStrings() throws {
    let error = try failure {
      $0.appendArray("a", elementType: 8, count: 3)
      $0.append("one")
      $0.append("two")
    }
    expect(
      error, .truncated,
      "the file ends inside the value of 'a': 8 bytes needed at byte 71, "
        + "the file has 71 bytes; the download is probably incomplete", at: 71)
  }

  @Test("A string that the file does not hold is refused")
  func cutString() throws {
    let error = try failure {
      $0.appendKey("a", type: 8)
      $0.append(UInt64(1000))
      $0.append([0x61])
    }
    expect(
      error, .truncated,
      "the file ends inside the value of 'a': 1000 bytes needed at byte 45, "
        + "the file has 46 bytes; the download is probably incomplete", at: 45)
  }

  @Test(
    "A string over 64 MiB is refused", arguments: [67_108_865, 1 << 63, UInt64.max] as [UInt64])
  func longString(length: UInt64) throws {
    let error = try failure {
      $0.appendKey("a", type: 8)
      $0.append(length)
    }
    expect(
      error, .malformed,
      "a string of \(length) bytes in the value of 'a' at byte 37; the limit is 67108864", at: 37)
  }

  @Test("A number that is cut off is refused")
  func cutNumber() throws {
    let error = try failure {
      $0.appendKey("long.key", type: 10)
      $0.append(UInt32(1))
    }
    #expect(error.code == .truncated)
    #expect(error.message.hasPrefix("the file ends inside the value of 'long.key': 8 bytes needed"))
  }

  @Test("A bool is 0 or 1")
  func invalidBool() throws {
    let error = try failure {
      $0.appendKey("a", type: 7)
      $0.append(UInt8(2))
    }
    expect(
      error, .malformed, "the value of 'a' has a bool of 2 at byte 37; it must be 0 or 1", at: 37)
  }

  @Test("Bools in an array are 0 or 1")
  func invalidBools() throws {
    let error = try failure {
      $0.appendArray("a", elementType: 7, count: 3)
      $0.append([0, 1, 255])
    }
    #expect(error.offset == 51)
    #expect(error.message.contains("a bool of 255 at byte 51"))
  }

  @Test("An alignment must be a power of two in range", arguments: [0, 1, 4, 24, 33, 2_097_152])
  func alignment(value: UInt32) throws {
    let error = try failure {
      $0.appendKey("general.alignment", type: 4)
      $0.append(value)
    }
    expect(
      error, .malformed,
      "'general.alignment' at byte 53 is \(value); it must be a power of two from 8 to 1048576",
      at: 53)
  }

  @Test("An alignment must be an integer")
  func alignmentType() throws {
    let error = try failure {
      $0.appendKey("general.alignment", type: 8)
      $0.append("32")
    }
    #expect(error.message.hasPrefix("'general.alignment' at byte 53 is of type string; it must be"))
  }

  @Test("Control characters of a name are escaped, and a long name is cut")
  func quotedNames() throws {
    let error = try failure {
      $0.appendKey("\u{1B}[2J" + String(repeating: "x", count: 200), type: 99)
      $0.append(UInt32(1))
    }
    #expect(
      error.message.hasPrefix(#"'\u{1B}[2Jxxx"#) || error.message.hasPrefix(#"'\u{001B}[2Jxxx"#))
    #expect(error.message.contains("x…' has the unknown type"))
    #expect(error.message.utf8.count < 200)
  }
}
