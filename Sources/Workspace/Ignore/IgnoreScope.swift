/// The ignore files that are in force in a folder: its own, and those of the folders above.
final class IgnoreScope: Sendable {
  /// The kinds of ignore files; what an earlier kind says counts more.
  enum Source: CaseIterable {
    /// `.ignore`, which search tools read too.
    case ignore
    case gitignore
    /// `.git/info/exclude`.
    case exclude
    /// The user's own ignore file.
    case user
  }

  private let parent: IgnoreScope?
  /// How many bytes of a path name the folder, its slash with them.
  private let base: Int
  private let ignore: [IgnorePattern]
  private let gitignore: [IgnorePattern]
  private let exclude: [IgnorePattern]
  private let user: [IgnorePattern]
  /// `.latheignore`: files that stay out of prompts.
  private let hidden: [IgnorePattern]

  init(
    parent: IgnoreScope? = nil, base: Int = 0, ignore: [UInt8] = [], gitignore: [UInt8] = [],
    exclude: [UInt8] = [], user: [UInt8] = [], hidden: [UInt8] = []
  ) {
    self.parent = parent
    self.base = base
    self.ignore = IgnorePattern.all(in: ignore)
    self.gitignore = IgnorePattern.all(in: gitignore)
    self.exclude = IgnorePattern.all(in: exclude)
    self.user = IgnorePattern.all(in: user)
    self.hidden = IgnorePattern.all(in: hidden)
  }

  /// Whether a file or folder is ignored; whether a folder above it is, the caller has looked.
  func ignores(_ path: [UInt8], name: Int, isFolder: Bool) -> Bool {
    for source in Source.allCases {
      if let verdict = verdict(path, name, isFolder, { $0.patterns(source) }) { return verdict }
    }
    return false
  }

  /// Whether `.latheignore` keeps a file or folder out of prompts.
  func hides(_ path: [UInt8], name: Int, isFolder: Bool) -> Bool {
    verdict(path, name, isFolder, { $0.hidden }) ?? false
  }

  private func patterns(_ source: Source) -> [IgnorePattern] {
    switch source {
    case .ignore: ignore
    case .gitignore: gitignore
    case .exclude: exclude
    case .user: user
    }
  }

  /// What the last pattern that matches says, in the nearest folder that has one.
  private func verdict(
    _ path: [UInt8], _ name: Int, _ isFolder: Bool, _ patterns: (IgnoreScope) -> [IgnorePattern]
  ) -> Bool? {
    var scope: IgnoreScope? = self
    while let current = scope {
      let list = patterns(current)
      for pattern in list.reversed()
      where pattern.matches(path, base: current.base, name: name, isFolder: isFolder) {
        return !pattern.isNegated
      }
      scope = current.parent
    }
    return nil
  }
}
