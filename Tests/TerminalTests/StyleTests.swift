import Foundation
import Terminal
import Testing

struct StyleTests {
  @Test(arguments: [
    (ColorChoice.always, false, ["NO_COLOR": "1", "TERM": "dumb"], true),
    (.never, true, ["FORCE_COLOR": "1"], false),
    (.auto, true, [:], true),
    (.auto, false, [:], false),
    (.auto, true, ["NO_COLOR": "1"], false),
    (.auto, true, ["NO_COLOR": "0"], false),
    (.auto, true, ["NO_COLOR": ""], true),
    (.auto, true, ["TERM": "dumb"], false),
    (.auto, true, ["TERM": "xterm"], true),
    (.auto, false, ["FORCE_COLOR": "1"], true),
    (.auto, false, ["FORCE_COLOR": "1", "TERM": "dumb"], true),
    (.auto, false, ["FORCE_COLOR": ""], false),
    (.auto, true, ["FORCE_COLOR": "0"], false),
    (.auto, true, ["FORCE_COLOR": "False"], false),
    (.auto, false, ["FORCE_COLOR": "1", "NO_COLOR": "1"], false),
  ])
  func color(choice: ColorChoice, isTerminal: Bool, environment: [String: String], result: Bool) {
    #expect(choice.usesColor(isTerminal: isTerminal, environment: environment) == result)
  }

  @Test func styles() {
    #expect("x".styled(.bold, .red, isOn: true) == "\u{1b}[1m\u{1b}[31mx\u{1b}[0m")
    #expect("x".styled(.bold, isOn: false) == "x")
    #expect("".styled(.bold, isOn: true) == "")
    #expect("x".styled(isOn: true) == "x")
  }

  @Test(arguments: TextStyle.allCases)
  func filterTakesStylesOut(style: TextStyle) {
    var filter = EscapeFilter()
    #expect(filter.filter("x".styled(style, isOn: true)) == "x")
  }

  @Test func fileHasNoWindow() {
    let file = open("/dev/null", O_RDWR)
    defer { close(file) }
    #expect(WindowSize(fileDescriptor: file) == nil)
    #expect(WindowSize(fileDescriptor: -1) == nil)
    #expect(!isTerminal(fileDescriptor: file))
  }

  @Test func pseudoTerminalHasAWindow() throws {
    let main = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    try #require(main >= 0)
    defer { close(main) }
    var size = winsize(ws_row: 24, ws_col: 91, ws_xpixel: 0, ws_ypixel: 0)
    try #require(ioctl(main, UInt(TIOCSWINSZ), &size) == 0)
    #expect(WindowSize(fileDescriptor: main) == WindowSize(columns: 91, rows: 24))
    #expect(isTerminal(fileDescriptor: main))
  }
}
