import Terminal
import Testing

struct EscapeFilterTests {
  /// What comes in, and what a terminal may get.
  static let examples: [(input: String, output: String)] = [
    ("plain\ttext\n", "plain\ttext\n"),
    ("\u{1b}[31mred\u{1b}[0m", "red"),
    ("\u{1b}[38;2;1;2;3mx", "x"),
    ("\u{1b}[?25lx\u{1b}[2J\u{1b}[1;1Hy", "xy"),
    ("\u{1b}[ qx", "x"),
    ("\u{1b}]0;title\u{07}x", "x"),
    ("\u{1b}]52;c;aGk=\u{1b}\\x", "x"),
    ("\u{1b}]8;;http://a\u{1b}\\link\u{1b}]8;;\u{1b}\\", "link"),
    ("\u{1b}P1$r0m\u{1b}\\x", "x"),
    ("\u{1b}_apc\u{1b}\\\u{1b}^pm\u{1b}\\\u{1b}Xsos\u{1b}\\x", "x"),
    ("\u{1b}cx\u{1b}7y\u{1b}=z", "xyz"),
    ("\u{1b}(0x\u{1b}#8y", "xy"),
    ("\u{9b}31mx\u{9d}0;t\u{9c}y\u{90}q\u{9c}z", "xyz"),
    ("a\u{85}b\u{84}c", "abc"),
    ("a\rb\u{08}c\u{07}d\u{00}e\u{7f}f\u{0b}g\u{0c}h", "abcdefgh"),
    ("line\r\nnext", "line\nnext"),
    ("größe 日本 🙂 é", "größe 日本 🙂 é"),
    ("\u{a0}\u{ad}\u{2028}", "\u{a0}\u{ad}\u{2028}"),
    // A lone ESC takes the byte after it, as a terminal would.
    ("a\u{1b}\u{1b}[1mb", "ab"),
    ("a\u{1b}", "a"),
    ("a\u{1b}\nb", "a\nb"),
    // An unfinished sequence hides no more than its line.
    ("a\u{1b}]0;never ended\nb", "a\nb"),
    ("a\u{1b}P never ended\nb", "a\nb"),
    ("a\u{1b}[12;\nb", "a\nb"),
    ("a\u{1b}[12日b", "a日b"),
    // CAN and SUB break a sequence off; another ESC begins a new one.
    ("a\u{1b}]0;t\u{18}b\u{1b}[1\u{1a}c", "abc"),
    ("a\u{1b}]0;t\u{1b}[31mb", "ab"),
    ("a\u{1b}[3\u{1b}[1mb", "ab"),
    ("a\u{1b}]0;日本\u{07}b", "ab"),
  ]

  @Test(arguments: examples)
  func wholeText(input: String, output: String) {
    var filter = EscapeFilter()
    #expect(filter.filter(input) == output)
  }

  @Test(arguments: examples)
  func byteByByte(input: String, output: String) {
    var filter = EscapeFilter()
    let bytes = input.utf8.flatMap { filter.filter([$0]) } + filter.finish()
    #expect(String(decoding: bytes, as: UTF8.self) == output)
  }

  /// Bytes that are not UTF-8, and what comes out of them.
  static let malformed: [(input: [UInt8], output: String)] = [
    ([0x9b, 0x33, 0x31, 0x6d, 0x78], "\u{fffd}31mx"),
    ([0x1b, 0x5d, 0x30, 0x9c, 0x07, 0x78], "x"),
    ([0x61, 0xff, 0x62], "a\u{fffd}b"),
    ([0x61, 0xc3, 0x62], "a\u{fffd}b"),
    ([0xc0, 0x9b], "\u{fffd}\u{fffd}"),
    ([0xe2, 0x82, 0x1b, 0x5b, 0x6d, 0x62], "\u{fffd}b"),
    ([0xed, 0xa0, 0xbf], "\u{fffd}\u{fffd}\u{fffd}"),
    ([0xf4, 0x90, 0x41], "\u{fffd}\u{fffd}A"),
    ([0xc2], "\u{fffd}"),
    ([0x1b, 0x5d, 0xff, 0x07, 0x78], "x"),
  ]

  @Test(arguments: malformed)
  func malformedBytes(input: [UInt8], output: String) {
    var filter = EscapeFilter()
    let bytes = filter.filter(input) + filter.finish()
    #expect(String(decoding: bytes, as: UTF8.self) == output)
  }

  @Test func characterIsHeldUntilItIsWhole() {
    var filter = EscapeFilter()
    #expect(filter.filter([0xf0, 0x9f, 0x99]) == [])
    #expect(filter.filter([0x82]) == Array("🙂".utf8))
    #expect(filter.finish() == [])
  }

  @Test func finishForgetsAnOpenSequence() {
    var filter = EscapeFilter()
    #expect(filter.filter("\u{1b}]0;open") == "")
    #expect(filter.finish() == [])
    #expect(filter.filter("seen") == "seen")
  }

  /// Whatever comes in, nothing that steers a terminal comes out, and the pieces do not matter.
  @Test func noiseIsHarmless() {
    var state: UInt64 = 7
    let wild: [UInt8] = [0x9b, 0x9d, 0x9c, 0xc2, 0xe2, 0x82, 0xac, 0xf0, 0x07, 0x18, 0xff, 0x85]
    let alphabet = Array("\u{1b}\u{1b}[]P\\;0m\n\tx".utf8) + wild
    for _ in 0..<500 {
      let bytes = (0..<40).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return alphabet[Int(state >> 33) % alphabet.count]
      }
      var (whole, pieces) = (EscapeFilter(), EscapeFilter())
      let output = whole.filter(bytes) + whole.finish()
      #expect(output == bytes.flatMap { pieces.filter([$0]) } + pieces.finish())
      let text = String(decoding: output, as: UTF8.self)
      #expect(Array(text.utf8) == output)
      let controls = text.unicodeScalars.filter { scalar in
        scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
      }
      #expect(controls.isEmpty)
    }
  }
}
