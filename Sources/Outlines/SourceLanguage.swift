/// A language whose files can be outlined.
///
/// For what a fence says of a file there is `Language` in `Workspace`, which knows many more.
package enum SourceLanguage: String, Sendable, CaseIterable {
  case swift, python, javascript, typescript, tsx, go, rust, c, cpp, java, shell

  /// The language of a file, by its name, its extension, or the first line of a script.
  ///
  /// - Parameters:
  ///   - path: only its last part is looked at.
  ///   - firstLine: the first line of the text, for scripts without an extension.
  package init?(path: String, firstLine: String = "") {
    let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    if let dot = name.lastIndex(of: "."), dot != name.startIndex {
      let ending = name[name.index(after: dot)...]
      // `.C` and `.H` are C++ by old custom.
      if let language = Self.endings[String(ending)] ?? Self.endings[ending.lowercased()] {
        self = language
        return
      }
    }
    if let language = Self.names[name.lowercased()] {
      self = language
    } else if let language = Self.interpreter(in: firstLine) {
      self = language
    } else {
      return nil
    }
  }

  private static let endings: [String: SourceLanguage] = [
    "swift": .swift, "swiftinterface": .swift, "py": .python, "pyi": .python, "pyw": .python,
    "js": .javascript, "mjs": .javascript, "cjs": .javascript, "jsx": .javascript,
    "ts": .typescript, "mts": .typescript, "cts": .typescript, "tsx": .tsx, "go": .go, "rs": .rust,
    "c": .c, "h": .c, "C": .cpp, "H": .cpp, "cc": .cpp, "cpp": .cpp, "cxx": .cpp, "c++": .cpp,
    "hh": .cpp, "hpp": .cpp, "hxx": .cpp, "h++": .cpp, "ipp": .cpp, "inl": .cpp, "tpp": .cpp,
    "cu": .cpp, "cuh": .cpp, "ino": .cpp, "java": .java, "sh": .shell, "bash": .shell,
    "zsh": .shell, "ksh": .shell, "bats": .shell,
  ]

  private static let names: [String: SourceLanguage] = [
    ".bashrc": .shell, ".bash_profile": .shell, ".bash_aliases": .shell, ".profile": .shell,
    ".zshrc": .shell, ".zshenv": .shell, "pkgbuild": .shell, "jakefile": .javascript,
    "sconstruct": .python, "sconscript": .python, "wscript": .python,
  ]

  /// Reads `#!/usr/bin/env -S python3 -u` and the like.
  private static func interpreter(in line: String) -> SourceLanguage? {
    guard line.hasPrefix("#!") else { return nil }
    var words = line.dropFirst(2).split { $0 == " " || $0 == "\t" || $0 == "\r" }[...]
    guard let program = words.popFirst() else { return nil }
    var name = program.split(separator: "/").last ?? program
    if name == "env" {
      // Options of env, and variables that it sets, come before the program.
      guard let real = words.first(where: { !$0.hasPrefix("-") && !$0.contains("=") }) else {
        return nil
      }
      name = real.split(separator: "/").last ?? real
    }
    let letters = String(name.prefix { $0.isLetter })
    return interpreters[letters]
  }

  private static let interpreters: [String: SourceLanguage] = [
    "sh": .shell, "bash": .shell, "zsh": .shell, "ksh": .shell, "dash": .shell, "ash": .shell,
    "bats": .shell, "python": .python, "pypy": .python, "node": .javascript, "nodejs": .javascript,
    "bun": .typescript, "deno": .typescript, "swift": .swift,
  ]
}

extension SourceLanguage {
  /// The language of a text: headers of C++ are often called `.h`, as those of C are.
  func refined(by bytes: [UInt8]) -> SourceLanguage {
    guard self == .c else { return self }
    let marks = ["class ", "namespace ", "template ", "template<"].map { Array($0.utf8) }
    let isOther = bytes.split(separator: 0x0A).contains { line in
      marks.contains { line.starts(with: $0) }
    }
    return isOther ? .cpp : .c
  }

  var isScript: Bool { self == .javascript || self == .typescript || self == .tsx }
  var isC: Bool { self == .c || self == .cpp }
  /// Whether `<` may begin an element of markup.
  var hasMarkup: Bool { self == .javascript || self == .tsx }
  var nestsComments: Bool { self == .swift || self == .rust }
  var hasHashComments: Bool { self == .python || self == .shell }
}
