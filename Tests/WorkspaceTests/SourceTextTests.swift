import Foundation
import TestSupport
import Testing
import Workspace

struct SourceTextTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func message(_ path: String, lines: ClosedRange<Int>? = nil, limit: Int = 1000) -> String?
  {
    do {
      _ = try SourceText(reading: FileTarget(path: path, lines: lines), limit: limit)
      return nil
    } catch {
      return error.message
    }
  }

  @Test func aWholeFileIsReadAsItIs() throws {
    let path = try folder.write("a.py", "x = 1\r\ny = 2")
    let source = try SourceText(reading: FileTarget(path: path))
    #expect(source.text == "x = 1\r\ny = 2")
    #expect(source.name == path)
    #expect(source.language == "python")
  }

  @Test func linesAreCutOutWithTheirLineEnds() throws {
    let path = try folder.write("a.swift", "1\n2\r\n3\n4")
    let middle = try SourceText(reading: FileTarget(path: path, lines: 2...3))
    #expect(middle.text == "2\r\n3\n")
    #expect(middle.name == "\(path):2-3")
    let tail = try SourceText(reading: FileTarget(path: path, lines: 4...99))
    #expect(tail.text == "4")
    #expect(tail.name == "\(path):4")
  }

  @Test func aRangePastTheEndIsAnError() throws {
    let path = try folder.write("a.swift", "1\n2\n")
    #expect(message(path, lines: 3...4) == "'\(path)' has 2 lines, so line 3 does not exist")
    let one = try folder.write("b.swift", "1")
    #expect(message(one, lines: 2...2) == "'\(one)' has 1 line, so line 2 does not exist")
  }

  @Test func aMissingFileIsNamed() {
    #expect(message(folder.path("none")) == "there is no file '\(folder.path("none"))'")
  }

  @Test func aFolderAndADeviceAreRefused() {
    #expect(message(folder.path) == "'\(folder.path)' is a folder; name its files one by one")
    #expect(message("/dev/zero") == "'/dev/zero' is not a regular file")
  }

  @Test func aNamedPipeIsRefusedWithoutWaiting() {
    let path = folder.path("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    #expect(message(path) == "'\(path)' is not a regular file")
  }

  @Test func theSizeLimitIsNamed() throws {
    let path = try folder.write("big", String(repeating: "x", count: 1001))
    #expect(
      message(path)
        == "'\(path)' has 1001 bytes, more than the limit of 1000 bytes; name a part of it")
    #expect(message(try folder.write("fits", String(repeating: "x", count: 1000))) == nil)
  }

  @Test func aBinaryFileIsRefused() throws {
    let path = try folder.write("a.bin", [0x7F, 0x45, 0x4C, 0x46, 0])
    #expect(message(path) == "'\(path)' is not text: it has a zero byte at offset 4")
  }

  @Test func repairsAreReported() throws {
    let path = try folder.write("l.txt", Array("twenty letters or more".utf8) + [0xE9])
    #expect(try SourceText(reading: FileTarget(path: path)).repairedSequences == 1)
  }

  @Test(arguments: [
    ("a/b/Main.SWIFT", "swift"), ("Makefile", "makefile"), ("x.unknown", ""), (".swift", ""),
    ("folder.py/name", ""), ("", ""), ("CMakeLists.txt", "cmake"), ("k.h", "c"),
  ])
  func fenceLabels(_ path: String, _ label: String) {
    #expect(Language.label(forPath: path) == label)
  }

  @Test func aLineTableClampsRanges() {
    let table = LineTable("a\nb\n\nc")
    #expect(table.count == 4)
    #expect(table[1...1] == "a\n")
    #expect(table[3...9] == "\nc")
    #expect(table[0...2] == "a\nb\n")
    #expect(table[7...9] == "")
    #expect(LineTable("").count == 0)
  }
}
