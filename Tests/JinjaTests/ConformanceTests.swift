import Foundation
import Jinja
import OrderedJSON
import TestSupport
import Testing

/// The chat templates of published models against what Jinja2 makes of them.
@Suite(.enabled(if: Conformance.isAvailable, Conformance.missing))
struct ConformanceTests {
  static let names: [String] = {
    guard Conformance.isAvailable else { return ["none"] }
    let folder = Conformance.url("chat-templates")
    let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (files ?? []).filter { $0.hasSuffix(".jinja") }.map { String($0.dropLast(6)) }.sorted()
  }()

  @Test(arguments: names)
  func rendersAsJinja2(name: String) throws {
    let suite = try TemplateSuite(name)
    let template = try Template(suite.source)
    #expect(!suite.cases.isEmpty)
    for testCase in suite.cases {
      let result = Result { try template.render(testCase.context, now: suite.now) }
      switch (testCase.expected, result) {
      case (let expected?, .success(let rendering)):
        #expect(rendering.text == expected, "\(name), case \(testCase.name)")
        #expect(rendering.runs.map(\.text).joined() == rendering.text)
      case (let expected?, .failure(let error)):
        Issue.record(
          "\(name), case \(testCase.name): \(error) instead of \(expected.count) characters")
      case (nil, .success):
        Issue.record("\(name), case \(testCase.name): rendered where Jinja2 refuses")
      case (nil, .failure): break
      }
    }
  }

  @Test func holdsTheWholeSuite() throws {
    #expect(Self.names.count == 47)
    #expect(try Self.names.reduce(0) { try $0 + TemplateSuite($1).cases.count } == 423)
  }
}

/// One template with its cases.
struct TemplateSuite {
  struct Case {
    let name: String
    let context: JSONObject
    /// Nil where Jinja2 gave an error.
    let expected: String?
  }

  let source: String
  let now: CivilTime
  let cases: [Case]

  init(_ name: String) throws {
    source = String(
      decoding: try Conformance.data("chat-templates/\(name).jinja"), as: UTF8.self)
    let json = try JSONParser.parse(
      [UInt8](try Conformance.data("chat-templates/\(name).json")))
    now = try #require(json["now"]?.string.flatMap { CivilTime($0) })
    cases = try #require(json["cases"]?.array).map { json in
      Case(
        name: try #require(json["name"]?.string), context: try #require(json["context"]?.object),
        expected: json["expected"]?.string)
    }
  }
}
