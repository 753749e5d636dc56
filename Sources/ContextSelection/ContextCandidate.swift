import Outlines

/// A part of the repository that could be shown.
struct ContextCandidate {
  var file: Int
  /// The unit; nil means the declarations of the whole file.
  var unit: Int?
  var role: ContextExcerpt.Role
  /// The higher, the more useful.
  var score: Int
  var reason: String
}

/// Kinds of files, by their names.
enum FileKind {
  /// Whether a file holds tests, by the customs of its language.
  static func isTest(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    guard let name = parts.last else { return false }
    let stem = stem(path)
    let folders = ["tests", "test", "__tests__", "spec", "specs", "testing"]
    if parts.dropLast().contains(where: { part in
      folders.contains(part.lowercased()) || part.hasSuffix("Tests")
    }) {
      return true
    }
    return stem.hasSuffix("Tests") || stem.hasSuffix("Test") || stem.hasSuffix("_test")
      || stem.hasSuffix("_tests") || stem.hasPrefix("test_") || name.contains(".test.")
      || name.contains(".spec.") || stem.hasSuffix("Spec")
  }

  /// The name without its ending: `Cache` in `a/Cache.swift`.
  static func stem(_ path: String) -> Substring {
    let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    guard let dot = name.firstIndex(of: "."), dot != name.startIndex else { return name }
    return name[..<dot]
  }

  /// The part of a name that files about one thing share: `Cache` in `Cache+Eviction.swift`,
  /// `CacheTests.swift`, `cache_test.go`.
  static func subject(_ path: String) -> String {
    var name = stem(path)
    if let plus = name.firstIndex(of: "+"), plus != name.startIndex { name = name[..<plus] }
    for ending in ["Tests", "Test", "Spec", "_test", "_tests"]
    where name.hasSuffix(ending) && name.count > ending.count {
      name = name.dropLast(ending.count)
      break
    }
    if name.hasPrefix("test_") { name = name.dropFirst(5) }
    return name.lowercased()
  }

  static func folder(_ path: String) -> Substring {
    path.lastIndex(of: "/").map { path[..<$0] } ?? ""
  }

  /// Whether code of one language can use code of the other.
  static func areRelated(_ one: SourceLanguage, _ other: SourceLanguage) -> Bool {
    family(one) == family(other)
  }

  private static func family(_ language: SourceLanguage) -> SourceLanguage {
    switch language {
    case .typescript, .tsx: .javascript
    case .cpp: .c
    default: language
    }
  }
}
