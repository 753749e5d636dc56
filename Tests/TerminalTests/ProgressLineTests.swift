import Terminal
import Testing

struct ProgressLineTests {
  /// A terminal and a clock for one line.
  private final class Stage {
    var time = 100.0
    var output: [String] = []

    func line(_ style: ProgressLine.Style) -> ProgressLine {
      ProgressLine(style: style, write: { self.output.append($0) }, now: { self.time })
    }
  }

  private func report(_ done: UInt64, label: String = "get") -> ProgressReport {
    ProgressReport(label: label, done: done, total: 1000, unit: .items("tokens"))
  }

  @Test func terminalLineOverwritesItself() {
    let stage = Stage()
    var line = stage.line(.terminal(columns: 34))
    line.update(report(100))
    #expect(stage.output == ["\rget   10 %  100 of 1000 tokens\u{1b}[K"])
    line.clear()
    #expect(stage.output.last == "\r\u{1b}[K")
    line.clear()
    #expect(stage.output.count == 2)
  }

  @Test func labelIsSetOffWhereThereIsRoomForAllOfIt() {
    let stage = Stage()
    for columns in [34, 3] {
      var line = ProgressLine(
        style: .terminal(columns: columns), isColored: true,
        write: { stage.output.append($0) }, now: { stage.time })
      line.update(report(100))
    }
    #expect(stage.output[0] == "\r\u{1b}[1mget\u{1b}[0m   10 %  100 of 1000 tokens\u{1b}[K")
    #expect(stage.output[1].contains("\u{1b}[1m") == false)
  }

  @Test func lineLeavesTheLastColumnFree() {
    let stage = Stage()
    var line = stage.line(.terminal(columns: 20))
    line.update(report(100))
    let text = stage.output[0].dropFirst().dropLast(3)
    #expect(String(text).displayWidth <= 19)
  }

  @Test func terminalLineMovesTenTimesASecond() {
    let stage = Stage()
    var line = stage.line(.terminal(columns: 80))
    for step in 0..<100 {
      line.update(report(UInt64(step)))
      stage.time += 0.01
    }
    #expect((9...11).contains(stage.output.count))
    line.update(report(1000))
    #expect(stage.output.last?.contains("100 %") == true)
  }

  @Test func rateIsThatOfTheLastSeconds() throws {
    let stage = Stage()
    var line = stage.line(.terminal(columns: 80))
    for step in 0...50 {
      // 10 tokens a second for 5 seconds, then 100 tokens a second for 5 seconds.
      let done = step <= 25 ? step * 2 : 50 + (step - 25) * 20
      line.update(report(UInt64(done)))
      stage.time += 0.2
    }
    try #require(stage.output.count == 51)
    #expect(!stage.output[2].contains("/s"))
    #expect(stage.output[20].contains("  10/s") || stage.output[20].contains("  10.0/s"))
    #expect(stage.output[30].contains("  27/s") || stage.output[30].contains("  28/s"))
    #expect(stage.output[50].contains("  100/s") || stage.output[50].contains("  99/s"))
  }

  @Test func newLabelBeginsANewMeasurement() {
    let stage = Stage()
    var line = stage.line(.terminal(columns: 80))
    for step in 0..<20 {
      line.update(report(UInt64(step * 10)))
      stage.time += 0.1
    }
    #expect(stage.output.last?.contains("/s") == true)
    line.update(report(0, label: "check"))
    #expect(stage.output.last?.contains("/s") == false)
  }

  @Test func workThatGoesBackHasNoRate() {
    let stage = Stage()
    var line = stage.line(.terminal(columns: 80))
    for step in 0..<20 {
      line.update(report(UInt64(step * 10)))
      stage.time += 0.1
    }
    line.update(report(5))
    #expect(stage.output.last?.contains("/s") == false)
  }

  @Test func logGetsALineNowAndThen() {
    let stage = Stage()
    var line = stage.line(.log(interval: 30))
    for step in 0..<100 {
      line.update(report(UInt64(step)))
      stage.time += 1
    }
    #expect(stage.output.count == 3)
    #expect(stage.output.allSatisfy { $0.hasSuffix("\n") && !$0.contains("\u{1b}") })
    line.clear()
    line.note("done")
    #expect(stage.output.last == "done\n")
  }

  @Test func silentLineIsSilent() {
    let stage = Stage()
    var line = stage.line(.silent)
    line.update(report(1))
    line.note("x")
    line.clear()
    #expect(stage.output.isEmpty)
  }

  @Test func noteStandsAboveTheLine() {
    let stage = Stage()
    var line = stage.line(.terminal(columns: 80))
    line.update(report(1))
    line.note("source failed")
    line.update(report(2))
    #expect(stage.output[1...2] == ["\r\u{1b}[K", "source failed\n"])
    #expect(stage.output.count == 4)
  }
}
