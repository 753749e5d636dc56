import Terminal
import Testing

struct MarkdownStylerTests {
  /// Makes styles readable: `{b:` and `{c:` begin bold and code, `{bc:` both, `}` ends.
  private func marked(_ text: String) -> String {
    [
      ("\u{1b}[1m\u{1b}[36m", "{bc:"), ("\u{1b}[1m", "{b:"), ("\u{1b}[36m", "{c:"),
      ("\u{1b}[0m", "}"),
    ].reduce(text) { $0.replacing($1.0, with: $1.1) }
  }

  private func styled(_ text: String) -> String {
    var styler = MarkdownStyler()
    return styler.style(text) + String(decoding: styler.finish(), as: UTF8.self)
  }

  static let examples: [(input: String, output: String)] = [
    ("plain text, 日本 🙂\n", "plain text, 日本 🙂\n"),
    // Headings.
    ("# One\ntext", "{b:# One}\ntext"),
    ("###### Six", "{b:###### Six}"),
    ("  ## Two\n", "  {b:## Two}\n"),
    ("####### seven", "####### seven"),
    ("#include <x>\n#!/bin/sh\n#", "#include <x>\n#!/bin/sh\n#"),
    ("    # code\na # b", "    # code\na # b"),
    ("- ## in a list", "- {b:## in a list}"),
    ("# a `b` c", "{b:# a }{bc:`b`}{b: c}"),
    ("# a **b** c\nd", "{b:# a **b** c}\nd"),
    // Strong words.
    ("a **b** c", "a {b:**b**} c"),
    ("**a**", "{b:**a**}"),
    ("**a**b", "{b:**a**}b"),
    ("***a*** b", "{b:***a***} b"),
    ("* **a**: b", "* {b:**a**}: b"),
    ("1. **a `b` c**.", "1. {b:**a }{bc:`b`}{b: c**}."),
    ("这是**粗体**字", "这是{b:**粗体**}字"),
    ("**a ** b** c", "{b:**a ** b**} c"),
    ("**a\nb** c", "{b:**a}\nb** c"),
    ("*a* 2 * 3 ** 4 **", "*a* 2 * 3 ** 4 **"),
    ("x**2 + f(x)**2 + a[0]**2", "x**2 + f(x)**2 + a[0]**2"),
    ("***\n****\n*****a", "***\n****\n*****a"),
    (#"\**a** \*\*b"#, #"\**a** \*\*b"#),
    (#"\\**a**"#, #"\\{b:**a**}"#),
    ("__init__ _a_", "__init__ _a_"),
    // Code in backticks.
    ("a `b` c", "a {c:`b`} c"),
    ("`a` `b`", "{c:`a`} {c:`b`}"),
    ("``a`b`` c", "{c:``a`b``} c"),
    ("`**a** # b` c", "{c:`**a** # b`} c"),
    (#"`a\` b"#, #"{c:`a\`} b"#),
    (#"\`a b"#, #"\`a b"#),
    ("`a\nb", "{c:`a}\nb"),
    ("`", "{c:`}"),
    ("it is `x", "it is {c:`x}"),
    // Fences.
    ("```swift\nlet a\n\n# b\n```\n# c", "{c:```swift}\n{c:let a}\n\n{c:# b}\n{c:```}\n{b:# c}"),
    ("```\na\n``` b\n````  \nc", "{c:```}\n{c:a}\n{c:``` b}\n{c:````  }\nc"),
    ("````\n```\n````\na", "{c:````}\n{c:```}\n{c:````}\na"),
    ("~~~ a\n```\n~~\n~~~\nb", "{c:~~~ a}\n{c:```}\n{c:~~}\n{c:~~~}\nb"),
    ("~~~~\n~~~\n~~~~\nb", "{c:~~~~}\n{c:~~~}\n{c:~~~~}\nb"),
    ("~~a~~ ~b\n~/c", "~~a~~ ~b\n~/c"),
    ("- ```\n  a\n  ```\nb", "- {c:```}\n{c:  a}\n{c:  ```}\nb"),
    ("```\n    ```\n```\nb", "{c:```}\n{c:    ```}\n{c:```}\nb"),
    ("```\n``` ```\n```\nb", "{c:```}\n{c:``` ```}\n{c:```}\nb"),
    ("```a``` b\nc", "{c:```a```} b\nc"),
    ("a ```b\nc", "a {c:```b}\nc"),
    ("```\nopen", "{c:```}\n{c:open}"),
  ]

  @Test(arguments: examples)
  func wholeText(input: String, output: String) {
    #expect(marked(styled(input)) == output)
  }

  @Test(arguments: examples)
  func byteByByte(input: String, output: String) {
    var styler = MarkdownStyler()
    let bytes = input.utf8.flatMap { styler.style([$0]) } + styler.finish()
    #expect(marked(String(decoding: bytes, as: UTF8.self)) == output)
  }

  @Test func marksAreKeptBackOnlyUntilTheyAreKnown() {
    var styler = MarkdownStyler()
    #expect(styler.style("##") == "")
    #expect(marked(styler.style(" a")) == "{b:## a")
    #expect(marked(styler.style("\n*")) == "}\n")
    #expect(styler.style("b") == "*b")
    #expect(marked(styler.style("`c")) == "{c:`c")
    #expect(marked(String(decoding: styler.finish(), as: UTF8.self)) == "}")
    #expect(styler.style("d") == "d")
  }

  /// Whatever comes in, the text is untouched, every style ends before its line does, no more than
  /// six bytes are kept back, and the pieces do not matter.
  @Test func noiseKeepsItsTextAndItsLines() {
    var state: UInt64 = 11
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let alphabet = Array("`````***###~~~ \n\n\\-1.>aé日\t".utf8)
    for _ in 0..<3000 {
      let bytes = (0..<60).map { _ in alphabet[next(alphabet.count)] }
      var (whole, pieces) = (MarkdownStyler(), MarkdownStyler())
      let output = whole.style(bytes) + whole.finish()
      var (cut, shown) = ([UInt8](), [UInt8]())
      var rest = bytes[...]
      while !rest.isEmpty {
        let piece = rest.prefix(1 + next(5))
        rest = rest.dropFirst(piece.count)
        cut += pieces.style(piece)
        shown = plain(cut)
        #expect(bytes.count - rest.count - shown.count <= 6)
      }
      cut += pieces.finish()
      #expect(cut == output)
      #expect(plain(output) == bytes)
      for line in output.split(separator: UInt8(ascii: "\n")) {
        #expect(isClosed(Array(line)))
      }
    }
  }

  private func plain(_ bytes: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    var isSequence = false
    for byte in bytes {
      if byte == 0x1b { isSequence = true } else if !isSequence { kept.append(byte) }
      if isSequence, byte == UInt8(ascii: "m") { isSequence = false }
    }
    return kept
  }

  /// Whether the last sequence of a line, if it has one, ends all styles.
  private func isClosed(_ line: [UInt8]) -> Bool {
    guard let escape = line.lastIndex(of: 0x1b) else { return true }
    return line[escape...].starts(with: TextStyle.end.utf8)
  }
}
