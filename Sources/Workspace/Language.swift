/// Which language a file is written in, as the label of a Markdown fence.
///
/// A label is for the model and needs no more than a name, so that there are some for texts that
/// are no code. `SourceLanguage` in `Outlines` is for grammars: eleven languages, some of which
/// have several labels here (`.jsx` is JavaScript), found by the first line of a script, too.
package enum Language {
  /// The label for a path, by its extension or its whole name; empty where it is not known.
  package static func label(forPath path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    if let label = names[name.lowercased()] { return label }
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return extensions[name[name.index(after: dot)...].lowercased()] ?? ""
  }

  private static let names: [String: String] = [
    "makefile": "makefile", "gnumakefile": "makefile", "dockerfile": "dockerfile",
    "cmakelists.txt": "cmake", "gemfile": "ruby", "rakefile": "ruby", "go.mod": "go",
    ".bashrc": "bash", ".zshrc": "bash", ".profile": "bash",
  ]

  private static let extensions: [String: String] = [
    "swift": "swift", "c": "c", "h": "c", "cc": "cpp", "cpp": "cpp", "cxx": "cpp", "hh": "cpp",
    "hpp": "cpp", "m": "objectivec", "mm": "objectivec", "rs": "rust", "go": "go", "zig": "zig",
    "py": "python", "pyi": "python", "rb": "ruby", "pl": "perl", "pm": "perl", "php": "php",
    "lua": "lua", "r": "r", "jl": "julia", "js": "javascript", "mjs": "javascript",
    "cjs": "javascript", "jsx": "jsx", "ts": "typescript", "mts": "typescript", "tsx": "tsx",
    "vue": "vue", "svelte": "svelte", "java": "java", "kt": "kotlin", "kts": "kotlin",
    "scala": "scala", "clj": "clojure", "groovy": "groovy", "gradle": "groovy", "cs": "csharp",
    "fs": "fsharp", "vb": "vbnet", "hs": "haskell", "ml": "ocaml", "mli": "ocaml", "ex": "elixir",
    "exs": "elixir", "erl": "erlang", "dart": "dart", "nim": "nim", "d": "d", "asm": "asm",
    "s": "asm", "sh": "bash", "bash": "bash", "zsh": "bash", "fish": "fish", "ps1": "powershell",
    "sql": "sql", "html": "html", "htm": "html", "xml": "xml", "css": "css", "scss": "scss",
    "less": "less", "json": "json", "yaml": "yaml", "yml": "yaml", "toml": "toml", "ini": "ini",
    "cfg": "ini", "md": "markdown", "tex": "latex", "cmake": "cmake", "mk": "makefile",
    "proto": "protobuf", "graphql": "graphql", "tf": "hcl", "nix": "nix", "diff": "diff",
    "patch": "diff", "vim": "vim", "el": "lisp", "lisp": "lisp", "jinja": "jinja",
  ]
}
