/// Files that a tool writes and nobody reads.
enum GeneratedFile {
  /// Whether a file of this path is a lock file or minified code.
  static func isGenerated(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return names.contains(name) || suffixes.contains { name.hasSuffix($0) }
  }

  private static let names: Set<String> = [
    "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock",
    "Cargo.lock", "Gemfile.lock", "poetry.lock", "uv.lock", "Pipfile.lock", "composer.lock",
    "go.sum", "Package.resolved", "Podfile.lock", "mix.lock", "pubspec.lock", "flake.lock",
    "gradle.lockfile",
  ]

  private static let suffixes = [".min.js", ".min.css", ".js.map", ".css.map"]
}
