/// A model that Lathe knows how to fetch: a row of `models/catalog.json`.
package struct CatalogEntry: Sendable, Equatable {
  /// The name by which the user asks for the model.
  package let name: String
  /// What the model is good for, in a few words.
  package let role: String
  /// The architecture that the file's metadata names, such as `qwen2`.
  package let architecture: String
  /// The name of the weight file, the same as at its publisher.
  package let file: String
  /// The size of the weight file in bytes.
  package let size: UInt64
  /// The SHA-256 of the weight file, 64 lower-case hexadecimal digits.
  package let sha256: String
  /// The longest context that the model was trained for, in tokens.
  package let context: Int
  /// The SPDX name of the licence of the weights.
  package let licence: String
  /// The peak memory of a run with the whole context, in bytes.
  ///
  /// It is the file, the keys and values of `context` tokens at 16 bits, and 300 MB for the rest.
  package let memoryNeeded: UInt64
  /// Where the file can be had, best source first.
  package let sources: [ModelSource]

  package init(
    name: String, role: String, architecture: String, file: String, size: UInt64, sha256: String,
    context: Int, licence: String, memoryNeeded: UInt64, sources: [ModelSource]
  ) {
    self.name = name
    self.role = role
    self.architecture = architecture
    self.file = file
    self.size = size
    self.sha256 = sha256
    self.context = context
    self.licence = licence
    self.memoryNeeded = memoryNeeded
    self.sources = sources
  }
}
