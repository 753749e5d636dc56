import BlockFormats
import GGUF

/// What a GGUF file holds, in words.
package struct ModelFileReport {
  private let file: GGUFFile

  /// - Throws: `GGUFError`.
  package init(path: String) throws {
    file = try GGUFFile(path: path)
  }

  /// The head, then a line for each metadata key, then a line for each tensor.
  package var lines: [String] {
    let head =
      "GGUF version \(file.version), \(file.fileSize) bytes, alignment \(file.alignment),"
      + " \(file.metadata.entries.count) keys, \(file.tensors.count) tensors"
    return [head, ""] + file.metadata.entries.map(Self.line) + [""]
      + file.tensors.map(Self.line)
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
