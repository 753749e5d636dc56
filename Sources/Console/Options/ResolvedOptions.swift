import TextModel

/// What a command does, after flags, variables and defaults were weighed against each other.
struct ResolvedOptions {
  /// A catalog name or a path; nil means the catalog's choice for this machine.
  var model: String?
  var threads: Int?
  var contextSize: Int?
  /// The name of the format of keys and values, or nil for the engine's own choice.
  var keyValueType: String?
  var sampling = SamplingOptions.greedy
  var stopStrings: [String] = []
  var files: [String] = []
  var system: String?
  var maxTokens: Int?
  var output: String?
  var isStrict = false
  var isJSON = false
  var isDryRun = false
  /// Whether the answer is one JSON value of a schema.
  var isData = false
  var verbosity = StatusOutput.Verbosity.normal
}
