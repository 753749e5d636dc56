/// Reads the text of a pattern as git does, oddities included.
struct GlobParser {
  private let pattern: [UInt8]
  private let crossesSlashes: Bool
  private var index = 0
  private var elements: [GlobPattern.Element] = []

  init(_ pattern: ArraySlice<UInt8>, crossesSlashes: Bool) {
    self.pattern = Array(pattern)
    self.crossesSlashes = crossesSlashes
  }

  /// The elements, or nil for a pattern that matches nothing.
  mutating func parse() -> [GlobPattern.Element]? {
    // Git compares the text before the first special byte alone, and then takes what is left for
    // a pattern of its own. So `**` there stands at a beginning, whatever is before it.
    let plain = pattern.firstIndex(where: Self.isSpecial) ?? pattern.count
    while index < pattern.count {
      let byte = pattern[index]
      switch byte {
      case UInt8(ascii: "\\"):
        guard index + 1 < pattern.count else { return nil }
        elements.append(.byte(pattern[index + 1]))
        index += 2
      case UInt8(ascii: "?"):
        elements.append(.oneOf(anyByte))
        index += 1
      case UInt8(ascii: "*"): parseStars(plain: plain)
      case UInt8(ascii: "["):
        guard let set = parseSet() else { return nil }
        elements.append(.oneOf(set))
      default:
        elements.append(.byte(byte))
        index += 1
      }
    }
    return elements
  }

  static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "[")
      || byte == UInt8(ascii: "\\")
  }

  private var anyByte: ByteSet {
    var set = ByteSet()
    set.invert()
    if !crossesSlashes { set.remove(UInt8(ascii: "/")) }
    return set
  }

  private func byte(_ index: Int) -> UInt8? { index < pattern.count ? pattern[index] : nil }

  private mutating func parseStars(plain: Int) {
    let first = index
    while byte(index) == UInt8(ascii: "*") { index += 1 }
    let isDouble = index - first > 1
    let begins = first == plain || byte(first - 1) == UInt8(ascii: "/")
    let slash = UInt8(ascii: "/")
    if crossesSlashes {
      elements.append(.everything)
    } else if isDouble, begins, byte(index) == slash {
      elements += [.optionalFolders, .folders]
      index += 1
    } else if isDouble, begins,
      index == pattern.count || (byte(index) == UInt8(ascii: "\\") && byte(index + 1) == slash)
    {
      elements.append(.everything)
    } else {
      elements.append(.star)
    }
  }

  /// Reads `[…]`; nil where it does not end or names a class that does not exist.
  private mutating func parseSet() -> ByteSet? {
    index += 1
    var set = ByteSet()
    var isNegated = false
    if byte(index) == UInt8(ascii: "!") || byte(index) == UInt8(ascii: "^") {
      isNegated = true
      index += 1
    }
    var previous: UInt8?
    var isFirst = true
    while isFirst || byte(index) != UInt8(ascii: "]") {
      isFirst = false
      guard parseMember(of: &set, previous: &previous) else { return nil }
    }
    index += 1
    if isNegated { set.invert() }
    if !crossesSlashes { set.remove(UInt8(ascii: "/")) }
    return set
  }

  /// Reads one member of a set: a byte, the rest of a range, or a class.
  private mutating func parseMember(of set: inout ByteSet, previous: inout UInt8?) -> Bool {
    guard var member = byte(index) else { return false }
    if member == UInt8(ascii: "["), byte(index + 1) == UInt8(ascii: ":") {
      switch parseClass(of: &set) {
      case .read:
        previous = nil
        return true
      case .unknown: return false
      case .noClass: break
      }
    } else if member == UInt8(ascii: "-"), let first = previous, let end = byte(index + 1),
      end != UInt8(ascii: "]")
    {
      index += 1
      guard let last = parseByte() else { return false }
      if first <= last { set.formUnion(ByteSet(first...last)) }
      previous = nil
      return true
    }
    guard let read = parseByte() else { return false }
    member = read
    set.insert(member)
    previous = member
    return true
  }

  /// Reads a byte that a backslash may stand before.
  private mutating func parseByte() -> UInt8? {
    if byte(index) == UInt8(ascii: "\\") { index += 1 }
    guard let read = byte(index) else { return nil }
    index += 1
    return read
  }

  private enum ClassResult { case read, unknown, noClass }

  /// Reads `[:alpha:]` where the set has one here.
  private mutating func parseClass(of set: inout ByteSet) -> ClassResult {
    let start = index + 2
    guard start <= pattern.count,
      let end = pattern[start...].firstIndex(of: UInt8(ascii: "]"))
    else { return .unknown }
    guard end > start, pattern[end - 1] == UInt8(ascii: ":") else { return .noClass }
    let name = String(decoding: pattern[start..<end - 1], as: UTF8.self)
    guard let members = Self.classes[name] else { return .unknown }
    set.formUnion(members)
    index = end + 1
    return .read
  }

  private static let classes: [String: ByteSet] = {
    let digits = Array(UInt8(ascii: "0")...UInt8(ascii: "9"))
    let upper = Array(UInt8(ascii: "A")...UInt8(ascii: "Z"))
    let lower = Array(UInt8(ascii: "a")...UInt8(ascii: "z"))
    let graphic = Array(UInt8(0x21)...0x7E)
    let alphanumeric = digits + upper + lower
    return [
      "alnum": ByteSet(alphanumeric), "alpha": ByteSet(upper + lower), "digit": ByteSet(digits),
      "upper": ByteSet(upper), "lower": ByteSet(lower), "blank": ByteSet([0x20, 0x09]),
      "space": ByteSet([0x20] + Array(0x09...0x0D)), "graph": ByteSet(graphic),
      "print": ByteSet(graphic + [0x20]), "cntrl": ByteSet(Array(0...0x1F) + [0x7F]),
      "punct": ByteSet(graphic.filter { !alphanumeric.contains($0) }),
      "xdigit": ByteSet(digits + Array("abcdefABCDEF".utf8)),
    ]
  }()
}
