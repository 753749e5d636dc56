import Testing
import Workspace

struct DecodedTextTests {
  @Test func validTextIsKeptByteForByte() throws {
    let text = "a\r\nb\tçé\u{FFFD}\n"
    let decoded = try DecodedText.decode(Array(text.utf8))
    #expect(Array(decoded.text.utf8) == Array(text.utf8))
    #expect(decoded.repairedSequences == 0)
  }

  @Test func aByteOrderMarkIsTakenOff() throws {
    #expect(try DecodedText.decode([0xEF, 0xBB, 0xBF, 0x61]).text == "a")
  }

  @Test func invalidSequencesAreReplacedAndCounted() throws {
    // Two Latin-1 letters and a replacement character that was there before.
    let bytes =
      Array("caf".utf8) + [0xE9] + Array(" au lait, d".utf8) + [0xE9]
      + Array("j\u{E0} vu, and a long tail of ASCII \u{FFFD}".utf8)
    let decoded = try DecodedText.decode(bytes)
    #expect(decoded.repairedSequences == 2)
    #expect(decoded.text.hasPrefix("caf\u{FFFD} au lait, d\u{FFFD}j\u{E0} vu"))
  }

  @Test func bytesThatAreNotTextAreRefused() {
    #expect(throws: DecodedText.Refusal.zeroByte(offset: 2)) {
      try DecodedText.decode([0x61, 0x62, 0, 0x63])
    }
    #expect(throws: DecodedText.Refusal.utf16) { try DecodedText.decode([0xFF, 0xFE, 0x61, 0]) }
    #expect(throws: DecodedText.Refusal.utf16) { try DecodedText.decode([0xFE, 0xFF, 0, 0x61]) }
    #expect(throws: DecodedText.Refusal.notUTF8(invalid: 4, size: 8)) {
      try DecodedText.decode([0x80, 0x61, 0x81, 0x61, 0x82, 0x61, 0x83, 0x61])
    }
  }

  @Test func emptyBytesAreEmptyText() throws {
    #expect(try DecodedText.decode([]) == DecodedText(text: "", repairedSequences: 0))
  }

  @Test func theErrorNamesTheSource() {
    let error = #expect(throws: WorkspaceError.self) {
      try DecodedText.decode([0x61, 0], from: "standard input")
    }
    #expect(error?.message == "standard input is not text: it has a zero byte at offset 1")
  }
}
