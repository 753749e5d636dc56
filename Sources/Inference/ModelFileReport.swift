import BlockFormats
import GGUF

/// What a GGUF file holds, in words.
package struct ModelFileReport {
  /// The head, then a line for each metadata key, then a line for each tensor.
  package let lines: [String]

  /// - Throws: `GGUFError`; a file with tensors that Lathe cannot compute with is listed too.
  package init(path: String) throws {
    do {
      let file = try GGUFFile(path: path)
      let head = Self.head(file.version, file.fileSize, file.alignment, file.metadata)
      lines =
        ["\(head), \(file.tensors.count) tensors", ""]
        + file.metadata.entries.map(Self.line) + [""] + file.tensors.map(Self.line)
    } catch {
      guard error.code == .unsupportedType else { throw error }
      let file = try GGUFListing(path: path)
      let head = Self.head(file.version, file.fileSize, file.alignment, file.metadata)
      lines =
        ["\(head), \(file.tensors.count) tensors, some of types that are not supported", ""]
        + file.metadata.entries.map(Self.line) + [""] + file.tensors.map(Self.line)
    }
  }

  private static func head(
    _ version: Int, _ fileSize: Int, _ alignment: Int, _ metadata: GGUFMetadata
  ) -> String {
    "GGUF version \(version), \(fileSize) bytes, alignment \(alignment),"
      + " \(metadata.entries.count) keys"
  }

  private static func line(_ tensor: GGUFListing.Tensor) -> String {
    let shape = tensor.shape.map(String.init).joined(separator: " x ")
    let number = tensor.typeNumber
    if let type = WeightType(rawValue: number) { return "\(tensor.name): \(type) [\(shape)]" }
    let type = WeightType.unsupportedName(of: number) ?? "type number \(number)"
    return "\(tensor.name): \(type) [\(shape)], not supported"
  }

  private static func line(_ entry: GGUFMetadata.Entry) -> String {
    "\(entry.key): \(entry.value.typeName) = \(text(of: entry.value))"
  }

  private static func line(_ tensor: GGUFTensor) -> String {
    let shape = tensor.shape.map(String.init).joined(separator: " x ")
    return
      "\(tensor.name): \(tensor.type) [\(shape)], \(tensor.byteCount) bytes at \(tensor.byteOffset)"
  }

  /// The value on one line; long texts and arrays are told by their size.
  private static func text(of value: GGUFValue) -> String {
    switch value {
    case .uint8(let number): String(number)
    case .int8(let number): String(number)
    case .uint16(let number): String(number)
    case .int16(let number): String(number)
    case .uint32(let number): String(number)
    case .int32(let number): String(number)
    case .uint64(let number): String(number)
    case .int64(let number): String(number)
    case .float32(let number): String(number)
    case .float64(let number): String(number)
    case .bool(let flag): String(flag)
    case .string(let string): quoted(string.text ?? String(decoding: string.bytes, as: UTF8.self))
    case .strings(let array): "\(array.count) items"
    case .numbers(let array): "\(array.count) items"
    }
  }

  private static func quoted(_ text: String) -> String {
    let limit = 120
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return text.count <= limit
      ? "\"\(line)\"" : "\"\(line.prefix(limit))…\" (\(text.utf8.count) bytes)"
  }
}
