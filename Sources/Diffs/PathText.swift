/// Paths as git writes them in a diff: with a prefix, and quoted where they are odd.
enum PathText {
  /// The path of a `---` or `+++` line; nil for `/dev/null`.
  ///
  /// `diff -u` puts a tab and a date after the path, and git a tab after one with a blank in it.
  static func path(_ text: Substring, prefix: String) -> String? {
    var name = text.prefix { $0 != "\t" }
    if text.hasPrefix("\""), let end = closingQuote(text) { name = text[...end] }
    let plain = unquoted(name)
    guard plain != "/dev/null" else { return nil }
    return withoutPrefix(plain, prefix)
  }

  /// The paths of `diff --git a/OLD b/NEW`, or the one of `diff --cc PATH`.
  static func bothNames(_ line: Substring) -> (old: String, new: String)? {
    if let path = line.after("diff --cc ") ?? line.after("diff --combined ") {
      return (unquoted(path), unquoted(path))
    }
    guard let names = line.after("diff --git ") else { return nil }
    if let quoted = quotedNames(names) { return quoted }
    // Without quotes the two names are the same but for their prefixes, so the blank in the middle
    // parts them; a renamed file says its names again below.
    let middle = names.utf8.index(names.startIndex, offsetBy: names.utf8.count / 2)
    let isSplit = names.utf8.count % 2 == 1 && names.utf8[middle] == UInt8(ascii: " ")
    guard let blank = isSplit ? middle : names.firstIndex(of: " ") else { return nil }
    return (
      withoutPrefix(String(names[..<blank]), "a/"),
      withoutPrefix(String(names[names.utf8.index(after: blank)...]), "b/")
    )
  }

  private static func quotedNames(_ names: Substring) -> (old: String, new: String)? {
    guard names.hasPrefix("\"") || names.hasSuffix("\"") else { return nil }
    let parts: (Substring, Substring)
    if names.hasPrefix("\""), let end = closingQuote(names) {
      parts = (names[...end], names[names.index(after: end)...].drop { $0 == " " })
    } else if let start = names.firstIndex(of: "\""), start > names.startIndex {
      parts = (names[..<names.index(before: start)], names[start...])
    } else {
      return nil
    }
    return (withoutPrefix(unquoted(parts.0), "a/"), withoutPrefix(unquoted(parts.1), "b/"))
  }

  private static func closingQuote(_ text: Substring) -> Substring.Index? {
    var index = text.index(after: text.startIndex)
    while index < text.endIndex {
      if text[index] == "\"" { return index }
      if text[index] == "\\" {
        index = text.index(after: index)
        if index == text.endIndex { return nil }
      }
      index = text.index(after: index)
    }
    return nil
  }

  /// Takes off `a/` or `b/`, or the one letter that `diff.mnemonicPrefix` puts there.
  private static func withoutPrefix(_ path: String, _ prefix: String) -> String {
    if path.hasPrefix(prefix) { return String(path.dropFirst(2)) }
    let mnemonic = ["i/", "w/", "c/", "o/"].contains { path.hasPrefix($0) }
    return mnemonic ? String(path.dropFirst(2)) : path
  }

  /// Resolves git's quotes: `"tab\there"`, `"\303\251"`.
  static func unquoted(_ text: Substring) -> String {
    guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return String(text) }
    var bytes: [UInt8] = []
    var rest = text.dropFirst().dropLast().utf8
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let next = rest.popFirst() else {
        bytes.append(byte)
        continue
      }
      bytes.append(escaped(next, &rest))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func escaped(_ byte: UInt8, _ rest: inout Substring.UTF8View) -> UInt8 {
    switch byte {
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "0")...UInt8(ascii: "3"):
      var value = byte & 7
      for _ in 0..<2 {
        guard let digit = rest.first, (0x30...0x37).contains(digit) else { break }
        value = value << 3 | (digit & 7)
        rest.removeFirst()
      }
      return value
    default: return byte
    }
  }
}
