import Terminal
import Testing

struct ProgressTests {
  private let half = ProgressReport(
    label: "model", done: 558_000_000, total: 1_117_000_000, rate: 10_000_000)

  @Test func wideLineHasEverything() {
    #expect(
      half.line(width: 100)
        == "model  ██████████████▉░░░░░░░░░░░░░░░   49 %  558 MB of 1.11 GB  10.0 MB/s  56 s left")
  }

  @Test(arguments: [
    (60, "model   49 %  558 MB of 1.11 GB  10.0 MB/s  56 s left"),
    (50, "model   49 %  558 MB of 1.11 GB  10.0 MB/s"),
    (40, "model   49 %  558 MB of 1.11 GB"),
    (20, "model   49 %"), (6, "model"), (4, "mod…"), (0, ""),
  ])
  func narrowLineLeavesThingsOut(width: Int, line: String) {
    #expect(half.line(width: width) == line)
  }

  @Test(arguments: 0...120)
  func lineFitsAnyWidth(width: Int) {
    for done in [UInt64(0), 1, 999, 1_000, 557_000_000, 1_117_000_000, 9_000_000_000] {
      var report = half
      report.done = done
      #expect(report.line(width: width).displayWidth <= width)
      report.total = 0
      #expect(report.line(width: width).displayWidth <= width)
    }
  }

  @Test func percentIsHundredOnlyAtTheEnd() {
    var report = half
    report.done = 1_116_999_999
    #expect(report.plainLine.contains(" 99 %"))
    report.done = 1_117_000_000
    #expect(report.plainLine == "model  100 %  1.11 GB of 1.11 GB  10.0 MB/s")
  }

  @Test func tokensAndUnknownTotal() {
    let tokens = ProgressReport(
      label: "reading", done: 512, total: 2048, unit: .items("tokens"), rate: 128)
    #expect(tokens.plainLine == "reading   25 %  512 of 2048 tokens  128/s  12 s left")
    let unknown = ProgressReport(label: "reading", done: 3, total: 0, unit: .items("files"))
    #expect(unknown.line(width: 80) == "reading  3 files")
    let slow = ProgressReport(
      label: "x", done: 1, total: 1, unit: .items("tokens"), rate: 2.345)
    #expect(slow.plainLine == "x  100 %  1 of 1 tokens  2.3/s")
  }

  @Test(arguments: [Double.nan, .infinity, -1, 0, 1e300])
  func strangeRatesAreHarmless(rate: Double) {
    var report = half
    report.rate = rate
    #expect(report.line(width: 100).hasPrefix("model  █"))
    report.done = .max
    #expect(report.line(width: 100).contains("100 %"))
  }

  @Test(arguments: [
    (0, "0 B"), (999, "999 B"), (1_000, "1.00 kB"), (1_117_320_768, "1.11 GB"),
    (10_050_000, "10.0 MB"), (491_400_064, "491 MB"), (5_000_000_000_000, "5.00 TB"),
    (UInt64.max, "18446744 TB"),
  ])
  func bytes(count: UInt64, text: String) {
    #expect(byteText(count) == text)
  }

  @Test(arguments: [
    (0.0, "0 s"), (0.2, "1 s"), (59.0, "59 s"), (59.5, "1 min 00 s"), (125, "2 min 05 s"),
    (3600, "1 h 00 min"), (7500, "2 h 05 min"), (1e12, "more than 99 h"), (-3, "0 s"),
    (Double.nan, "more than 99 h"),
  ])
  func durations(seconds: Double, text: String) {
    #expect(durationText(seconds) == text)
  }
}
