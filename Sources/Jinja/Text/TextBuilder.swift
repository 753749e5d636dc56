/// Puts a text together from pieces and keeps their marks.
struct TextBuilder {
  private(set) var bytes: [UInt8] = []
  private var runs: [Marks.Run] = []
  /// The origin of the run being written; nil before the first byte.
  private var origin: Bool?

  var count: Int { bytes.count }

  mutating func append(_ text: Text) {
    switch text.marks {
    case .template: append(text.bytes, isInput: false)
    case .input: append(text.bytes, isInput: true)
    case .mixed: append(text, 0..<text.bytes.count)
    }
  }

  /// Appends a range of a text's bytes, which must not cut a character.
  mutating func append(_ text: Text, _ range: Range<Int>) {
    for run in text.marks.runs(in: range) {
      append(text.bytes[run.range], isInput: run.isInput)
    }
  }

  mutating func append(_ piece: some Collection<UInt8>, isInput: Bool = false) {
    guard !piece.isEmpty else { return }
    begin(isInput)
    bytes.append(contentsOf: piece)
  }

  mutating func append(_ string: String, isInput: Bool = false) {
    append(string.utf8, isInput: isInput)
  }

  mutating func append(_ scalar: Unicode.Scalar, isInput: Bool = false) {
    begin(isInput)
    bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  mutating func append(repeating byte: UInt8, count: Int, isInput: Bool = false) {
    guard count > 0 else { return }
    begin(isInput)
    bytes.append(contentsOf: repeatElement(byte, count: count))
  }

  private mutating func begin(_ isInput: Bool) {
    guard origin != isInput else { return }
    if let origin { runs.append(Marks.Run(end: bytes.count, isInput: origin)) }
    origin = isInput
  }

  func finish(isMarkup: Bool = false) -> Text {
    guard let origin else { return Text(bytes: [], isMarkup: isMarkup) }
    guard !runs.isEmpty else {
      return Text(bytes: bytes, marks: .uniform(origin), isMarkup: isMarkup)
    }
    let last = Marks.Run(end: bytes.count, isInput: origin)
    return Text(bytes: bytes, marks: .mixed(runs + [last]), isMarkup: isMarkup)
  }
}
