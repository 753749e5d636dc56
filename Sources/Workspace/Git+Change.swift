extension Git {
  /// A change that git can show as a diff.
  package enum Change: Sendable, Equatable {
    /// What `git commit` would record.
    case staged
    /// What one commit changed, with its message.
    case commit(String)
    /// What lies between two commits; with `mergeBase`, since they parted.
    case range(from: String, to: String, mergeBase: Bool)

    /// Reads `REV`, `A..B` or `A...B`; a side left out means HEAD.
    package init(parsing revision: String) {
      for (dots, mergeBase) in [("...", true), ("..", false)] {
        guard let found = Self.position(of: dots, in: revision) else { continue }
        let from = String(revision[..<found.lowerBound])
        let to = String(revision[found.upperBound...])
        self = .range(
          from: from.isEmpty ? "HEAD" : from, to: to.isEmpty ? "HEAD" : to, mergeBase: mergeBase)
        return
      }
      self = .commit(revision)
    }

    /// What the change is called in prompts and messages.
    package var title: String {
      switch self {
      case .staged: "staged changes"
      case .commit(let revision): "commit \(revision)"
      case .range(let from, let to, let mergeBase): "\(from)\(mergeBase ? "..." : "..")\(to)"
      }
    }

    private static func position(
      of dots: String, in text: String
    ) -> Range<String.Index>? {
      var start = text.startIndex
      while start < text.endIndex {
        if text[start...].hasPrefix(dots) {
          return start..<text.index(start, offsetBy: dots.count)
        }
        start = text.index(after: start)
      }
      return nil
    }
  }

  /// Whether git knows a commit of this name.
  package func isCommit(_ revision: String) -> Bool {
    (try? commit(revision)) != nil
  }

  /// The change as a git diff, a commit's message before it; empty where nothing changed.
  package func diff(of change: Change) throws(WorkspaceError) -> DecodedText {
    // Outside a repository `git diff` would compare two folders, with puzzling complaints.
    _ = try root()
    let bytes =
      switch change {
      case .staged:
        try run("diff", Self.diffOptions + ["--staged"])
      case .commit(let revision):
        try run(
          "show", Self.diffOptions + ["--diff-merges=first-parent", try commit(revision), "--"])
      case .range(let from, let to, let mergeBase):
        try run(
          "diff",
          Self.diffOptions + (mergeBase ? ["--merge-base"] : [])
            + [try commit(from), try commit(to), "--"])
      }
    return try DecodedText.decode(bytes, from: "the diff of \(change.title)")
  }

  // The user's own settings for colours, prefixes and external programs must not reach the diff.
  private static let diffOptions = [
    "--no-color", "--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/",
    "--find-renames", "--unified=3",
  ]

  /// The full id of a commit, so that no revision can be read as an option or a path.
  private func commit(_ revision: String) throws(WorkspaceError) -> String {
    do {
      let bytes = try run(
        "rev-parse", ["--verify", "--quiet", "--end-of-options", revision + "^{commit}"])
      return String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
    } catch  where error.code == .gitFailed {
      throw .unknownRevision(revision)
    }
  }
}
