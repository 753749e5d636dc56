extension FileClass {
  /// What the name alone says; nil where the bytes must be looked at.
  ///
  /// - Parameter path: below the repository's root.
  package static func byName(_ path: String) -> FileClass? {
    let name = SystemPath.name(of: path)
    let lowercased = name.lowercased()
    if let reason = PrivateFile.reason(path: path) { return .withheld(reason: reason) }
    if lockFiles.contains(lowercased) { return .lockFile }
    guard let dot = lowercased.firstIndex(of: "."), dot != lowercased.startIndex else { return nil }
    let last = lowercased.lastIndex(of: ".") ?? dot
    if binaryExtensions.contains(String(lowercased[lowercased.index(after: last)...])) {
      return .binary
    }
    if minifiedEndings.contains(where: lowercased.hasSuffix) { return .minified }
    return isGenerated(lowercased) ? .generated : nil
  }

  private static func isGenerated(_ name: String) -> Bool {
    generatedEndings.contains(where: name.hasSuffix)
  }

  /// Whether a folder of this name holds other people's code or a tool's output.
  static func isVendored(folder name: String) -> Bool { vendoredFolders.contains(name) }

  /// The part of a repository with other people's code that a folder is, or lies in: such as
  /// `vendor/hiredis/` for `vendor/hiredis/src`; nil where it is the repository's own.
  ///
  /// - Parameter folder: below the root.
  package static func vendoredFolder(around folder: String) -> String? {
    let parts = folder.split(separator: "/")
    guard let place = parts.firstIndex(where: { isVendored(folder: String($0)) }) else {
      return nil
    }
    return parts.prefix(place + 2).joined(separator: "/") + "/"
  }

  static let versionControlFolders: Set<String> = [".git", ".hg", ".svn", ".jj", "CVS", "_darcs"]

  private static let vendoredFolders: Set<String> = [
    "node_modules", "bower_components", "jspm_packages", "vendor", "vendored", "third_party",
    "third-party", "thirdparty", "Pods", "Carthage", "site-packages", "dist-packages", ".venv",
    "venv", ".tox", ".nox", "__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache",
    ".gradle", ".build", ".swiftpm", "DerivedData", ".terraform", ".next", ".nuxt", ".cache",
    ".parcel-cache", ".idea", ".vs", "bazel-bin", "bazel-out", "elm-stuff", ".eggs",
  ]

  private static let lockFiles: Set<String> = [
    "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock",
    "bun.lockb", "cargo.lock", "gemfile.lock", "poetry.lock", "uv.lock", "pdm.lock",
    "pipfile.lock", "composer.lock", "go.sum", "go.work.sum", "package.resolved", "podfile.lock",
    "cartfile.resolved", "mix.lock", "pubspec.lock", "flake.lock", "gradle.lockfile",
    "packages.lock.json", "deno.lock", "module.bazel.lock", "conan.lock", ".terraform.lock.hcl",
  ]

  private static let minifiedEndings = [
    ".min.js", ".min.css", ".min.mjs", ".min.html", ".js.map", ".css.map", ".mjs.map",
    ".bundle.js", ".chunk.js", "-min.js", "-min.css",
  ]

  private static let generatedEndings = [
    ".pb.go", ".pb.cc", ".pb.h", ".pb.swift", ".grpc.swift", "_grpc.pb.go", "_pb2.py",
    "_pb2.pyi", "_pb2_grpc.py", "_pb.js", "_pb.d.ts", ".g.dart", ".freezed.dart", ".designer.cs",
    ".g.cs", ".generated.swift", "+generated.swift", ".generated.ts", ".generated.js",
    ".generated.go", "_generated.go", "_generated.rs", ".generated.cs", "_gen.go", ".gen.go",
    ".snap", "zz_generated.deepcopy.go", ".ipynb",
  ]

  private static let binaryExtensions: Set<String> = [
    "png", "jpg", "jpeg", "gif", "webp", "bmp", "ico", "icns", "tif", "tiff", "heic", "psd", "avif",
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "zip", "gz", "tgz", "bz2",
    "xz", "zst", "lz4", "7z", "rar", "tar", "jar", "war", "ear", "class", "o", "obj", "a", "lib",
    "so", "dylib", "dll", "exe", "pdb", "wasm", "pyc", "pyo", "pyd", "bin", "dat", "iso", "dmg",
    "deb", "rpm", "apk", "ipa", "ttf", "otf", "woff", "woff2", "eot", "mp3", "mp4", "m4a", "wav",
    "ogg", "flac", "avi", "mov", "mkv", "webm", "sqlite", "sqlite3", "db", "mdb", "parquet",
    "npy", "npz", "h5", "onnx", "gguf", "safetensors", "pt", "pth", "tflite", "pickle", "pkl",
    "swiftmodule", "swiftdoc", "rlib", "rmeta", "node", "car", "nib", "mo",
  ]
}
