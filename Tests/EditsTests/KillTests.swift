import Edits
import Foundation
import TestSupport
import Testing

/// Kills a real process, `edit-probe`, while it applies and undoes edits.
struct KillTests {
  private static let program: String = {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: bundle).deletingLastPathComponent()
      .appendingPathComponent("edit-probe").path
  }()

  private static let count = 4

  /// Runs the probe and kills it after some milliseconds.
  private func runAndKill(_ ground: EditGround, after milliseconds: Double) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.program)
    process.arguments = [ground.rootPath, ground.statePath, "\(Self.count)"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    usleep(UInt32(milliseconds * 1000))
    #expect(process.isRunning, "the probe ended by itself")
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
  }

  @Test func killedAnywhereAllFilesAreOldOrAllAreNew() throws {
    var random = RandomValues(seed: 11)
    let ground = try EditGround()
    let bodies = (0..<Self.count).map { index in
      (0..<2000).map { "line \($0) of \(index)\n" }.joined()
    }
    for (index, body) in bodies.enumerated() { try ground.write("\(index)", body) }
    let names = try ground.snapshot().keys.sorted()
    var recoveries = 0
    for round in 0..<40 {
      try runAndKill(ground, after: Double.random(in: 5..<70, using: &random))
      for (index, body) in bodies.enumerated() {
        let text = try #require(ground.text("\(index)"))
        #expect(text == body || text == "new " + body, "round \(round)")
      }
      let journal = try EditJournal(
        root: try EditRoot(ground.rootPath), stateFolder: ground.statePath)
      #expect(journal.recovered.conflicts == [], "round \(round)")
      recoveries += journal.recovered.isEmpty ? 0 : 1
      if try !journal.history.isEmpty {
        for (index, body) in bodies.enumerated() {
          #expect(ground.text("\(index)") == "new " + body)
        }
        #expect(ground.text("made/for/it") == "new")
        _ = try journal.undo()
      }
      for (index, body) in bodies.enumerated() { #expect(ground.text("\(index)") == body) }
      #expect(try ground.snapshot().keys.sorted() == names, "round \(round)")
    }
    // Else the kills did not hit what they were meant for.
    #expect(recoveries > 0)
  }
}
