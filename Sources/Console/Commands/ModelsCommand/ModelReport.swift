import ModelStore
import OrderedJSON
import Terminal

/// What there is to say about one model of the catalog.
struct ModelReport {
  let entry: CatalogEntry
  let state: ModelFolder.State
  let folder: ModelFolder

  var json: JSONValue {
    [
      "name": .string(entry.name),
      "role": .string(entry.role),
      "architecture": .string(entry.architecture),
      "size": .integer(Int(clamping: entry.size)),
      "memoryNeeded": .integer(Int(clamping: entry.memoryNeeded)),
      "context": .integer(entry.context),
      "licence": .string(entry.licence),
      "sha256": .string(entry.sha256),
      "path": .string(folder.path(of: entry)),
      "state": .string(state.words),
      "sources": .array(entry.sources.map { .string($0.title) }),
    ]
  }

  var lines: [String] {
    [
      "name          \(entry.name)",
      "role          \(entry.role)",
      "architecture  \(entry.architecture)",
      "size          \(byteText(entry.size)) (\(entry.size) bytes)",
      "memory        \(byteText(entry.memoryNeeded)) with the whole context",
      "context       \(entry.context) tokens",
      "licence       \(entry.licence)",
      "sha256        \(entry.sha256)",
      "path          \(folder.path(of: entry))",
      "state         \(state.words)",
    ] + entry.sources.map { "source        \($0.title)" }
  }
}

extension ModelFolder.State {
  var words: String {
    switch self {
    case .absent: "not here"
    case .partial(let bytes): "\(byteText(bytes)) downloaded"
    case .damaged(let bytes): "damaged (\(bytes) bytes)"
    case .installed: "installed"
    }
  }
}
