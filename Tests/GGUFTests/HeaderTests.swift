import GGUF
import Testing

@Suite("Header")
struct HeaderTests {
  @Test("Versions 2 and 3 open", arguments: [2, 3])
  func versions(version: Int) throws {
    let file = try GGUFFile(bytes: RawFile(version: UInt32(version)).bytes)
    #expect(file.version == version)
    #expect(file.alignment == 32)
    #expect(file.tensors.isEmpty)
    #expect(file.metadata.entries.isEmpty)
    #expect(file.fileSize == 24)
    #expect(file.path == nil)
  }

  @Test("Versions 0 and 1 are refused", arguments: [0, 1])
  func oldVersion(version: UInt32) throws {
    expect(
      try RawFile(version: version).failure(), .notSupported,
      "GGUF version \(version) at byte 4; Lathe reads versions 2 and 3; "
        + "convert the model again with current tools", at: 4)
  }

  @Test("Newer versions are refused", arguments: [4, 65_535, 0x0101_0001])
  func newVersion(version: UInt32) throws {
    expect(
      try RawFile(version: version).failure(), .notSupported,
      "GGUF version \(version) at byte 4; Lathe reads versions 2 and 3; a newer Lathe may read it",
      at: 4)
  }

  @Test("Big-endian files are refused by name", arguments: [1, 2, 3])
  func bigEndian(version: UInt32) throws {
    expect(
      try RawFile(version: version.bigEndian).failure(), .notSupported,
      "a big-endian GGUF file, by its version at byte 4; Lathe reads little-endian files", at: 4)
  }

  @Test("A text file is shown by its beginning")
  func text() throws {
    var file = RawFile()
    file.append(Array("My notes\nabout models\n".utf8))
    expect(
      try file.failure(), .notSupported,
      #"not a GGUF file: it begins with "My notes\nabout m" instead of "GGUF""#, at: 0)
  }

  @Test("Other bytes are shown as numbers")
  func binary() throws {
    var file = RawFile()
    file.append([0x00, 0x7F, 0xFE])
    expect(
      try file.failure(), .notSupported,
      #"not a GGUF file: it begins with the bytes 00 7f fe instead of "GGUF""#, at: 0)
  }

  @Test("A file that ends inside the magic number is not a GGUF file")
  func shortMagic() throws {
    var file = RawFile()
    file.append(Array("GGU".utf8))
    #expect(try file.failure().message.contains(#"begins with "GGU" instead"#))
  }

  @Test("A pointer of Git LFS is recognised")
  func largeFilePointer() throws {
    var file = RawFile()
    file.append(Array("version https://git-lfs.github.com/spec/v1\n".utf8))
    #expect(
      try file.failure().message.hasSuffix("; this is a Git LFS pointer, not the model itself"))
  }

  @Test("A web page is recognised")
  func webPage() throws {
    var file = RawFile()
    file.append(Array("<!DOCTYPE html><html>".utf8))
    #expect(
      try file.failure().message.hasSuffix("; a web page may have been saved in place of the model")
    )
  }

  @Test("An empty file is refused")
  func empty() throws {
    expect(try RawFile().failure(), .unreadable, "the file is empty", at: nil)
  }

  @Test("A header that is cut off is named", arguments: 4..<24)
  func cutHeader(length: Int) throws {
    var file = RawFile()

    file.append(Array(RawFile(version: 3).bytes.prefix(length)))
    let (needed, offset) = length < 8 ? (4, 4) : length < 16 ? (8, 8) : (8, 16)
    expect(
      try file.failure(), .truncated,
      "the file ends inside the header: \(needed) bytes needed at byte \(offset), "
        + "the file has \(length) bytes; the download is probably incomplete", at: offset)
  }

  @Test(
    "A count of tensors over the limit is refused",
    arguments: [65_537, 1 << 63, UInt64.max] as [UInt64])
  func tooManyTensors(count: UInt64) throws {
    expect(
      try RawFile(tensors: count).failure(), .malformed,
      "the header announces \(count) tensors at byte 8; the limit is 65536", at: 8)
  }

  @Test(
    "A count of entries over the limit is refused",
    arguments: [65_537, 1 << 63, UInt64.max] as [UInt64])
  func tooManyEntries(count: UInt64) throws {
    expect(
      try RawFile(entries: count).failure(), .malformed,
      "the header announces \(count) metadata entries at byte 16; the limit is 65536", at: 16)
  }

  @Test("A count of tensors that the file cannot hold is refused")
  func impossibleTensors() throws {
    expect(
      try RawFile(tensors: 60_000).failure(), .truncated,
      "the header announces 60000 tensors at byte 8, more than a file of 24 bytes can describe; "
        + "the download is probably incomplete", at: 8)
  }

  @Test("A count of entries that the file cannot hold is refused")
  func impossibleEntries() throws {
    expect(
      try RawFile(entries: 1).failure(), .truncated,
      "the header announces 1 metadata entries at byte 16, more than a file of 24 bytes can "
        + "describe; the download is probably incomplete", at: 16)
  }
}
