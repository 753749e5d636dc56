import Foundation
import Outlines
import Testing

/// A source file written for these tests, and the units that a person sees in it.
///
/// Each line of the list has the first and the last line of a unit, its kind and its whole name.
struct OutlineFixture: Sendable, CustomTestStringConvertible {
  struct Unit: Hashable, CustomStringConvertible {
    var first: Int
    var last: Int
    var kind: String
    var name: String

    var description: String { "\(first)-\(last) \(kind) \(name)" }
  }

  let name: String

  var testDescription: String { name }

  static let all = [
    "cache.swift", "inventory.py", "store.js", "service.ts", "queue.go", "arena.rs", "ring.c",
    "graph.cpp", "Ledger.java", "deploy.sh",
  ].map(OutlineFixture.init)

  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/Outlines")

  /// The endings are hidden, so that no tool takes the fixtures for code of this project.
  func text() throws -> String {
    try String(contentsOf: Self.folder.appendingPathComponent(name + ".txt"), encoding: .utf8)
  }

  func outline() throws -> FileOutline {
    let language = try #require(SourceLanguage(path: name))
    return FileOutline(of: try text(), language: language)
  }

  func expected() throws -> [Unit] {
    let list = try String(
      contentsOf: Self.folder.appendingPathComponent(name + ".units"), encoding: .utf8)
    return try list.split(separator: "\n").map { line in
      let parts = line.split(separator: " ", maxSplits: 3)
      return Unit(
        first: try #require(Int(parts[0])), last: try #require(Int(parts[1])),
        kind: String(parts[2]), name: String(parts[3]))
    }
  }

  func found() throws -> [Unit] {
    try outline().units.map {
      Unit(
        first: $0.lines.lowerBound, last: $0.lines.upperBound, kind: $0.kind.rawValue,
        name: $0.qualifiedName)
    }
  }
}
