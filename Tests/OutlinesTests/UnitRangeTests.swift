import Outlines
import Testing

struct UnitRangeTests {
  @Test(arguments: OutlineFixture.all)
  func everyUnitHasItsRange(_ fixture: OutlineFixture) throws {
    let expected = try fixture.expected()
    let found = try fixture.found()
    #expect(expected.count >= 20)
    let missing = Set(expected).subtracting(found)
    let extra = Set(found).subtracting(expected)
    #expect(missing.isEmpty, "missing \(missing.map(\.description).sorted())")
    #expect(extra.isEmpty, "too many \(extra.map(\.description).sorted())")
  }

  @Test(arguments: OutlineFixture.all)
  func theNestingIsConsistent(_ fixture: OutlineFixture) throws {
    let outline = try fixture.outline()
    for (place, unit) in outline.units.enumerated() {
      #expect(unit.lines.contains(unit.nameLine))
      guard let parent = unit.parent else { continue }
      let around = outline.units[parent]
      #expect(parent < place)
      #expect(around.lines.lowerBound <= unit.lines.lowerBound)
      #expect(around.lines.upperBound >= unit.lines.upperBound)
      #expect(unit.container.hasPrefix(around.qualifiedName))
    }
  }

  @Test(arguments: OutlineFixture.all)
  func windowsLineEndsChangeNothing(_ fixture: OutlineFixture) throws {
    let language = try #require(SourceLanguage(path: fixture.name))
    let text = try fixture.text()
    let unix = FileOutline(of: text, language: language)
    let windows = FileOutline(of: text.replacing("\n", with: "\r\n"), language: language)
    #expect(unix.units.map(\.lines) == windows.units.map(\.lines))
    #expect(unix.units.map(\.qualifiedName) == windows.units.map(\.qualifiedName))
  }

  @Test(arguments: OutlineFixture.all)
  func aTextThatBreaksOffEndsNoTest(_ fixture: OutlineFixture) throws {
    let language = try #require(SourceLanguage(path: fixture.name))
    let bytes = Array(try fixture.text().utf8)
    for end in stride(from: 0, to: bytes.count, by: 37) {
      let outline = FileOutline(of: Array(bytes[..<end]), language: language)
      let lineCount = bytes[..<end].count { $0 == 0x0A } + 1
      for unit in outline.units {
        #expect(unit.lines.upperBound <= lineCount)
        #expect(unit.signature.upperBound <= end)
      }
    }
  }
}
