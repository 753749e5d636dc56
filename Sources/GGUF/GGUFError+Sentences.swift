import BlockFormats

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

// Every sentence of this room, one factory for each fact, in the order in which a file is read.

// MARK: - The file as a whole

extension GGUFError {
  /// The sentence for what the system answered when a file was opened, a value of `errno`.
  package static func cannotOpen(_ number: Int32) -> GGUFError {
    switch number {
    case ENOENT, ENOTDIR: GGUFError(.unreadable, "there is no such file")
    case EACCES, EPERM: GGUFError(.unreadable, "permission denied; this user may not read the file")
    default: GGUFError(.unreadable, "the file cannot be opened: \(reason(number))")
    }
  }

  static func cannotMap(_ number: Int32) -> GGUFError {
    GGUFError(.unreadable, "the file cannot be mapped into memory: \(reason(number))")
  }

  static let directory = GGUFError(.unreadable, "this is a directory, not a model file")

  static let notRegularFile = GGUFError(
    .unreadable, "this is a pipe, socket or device; a model must be a regular file")

  static let emptyFile = GGUFError(.unreadable, "the file is empty")

  static func notGGUF(beginning: [UInt8]) -> GGUFError {
    var message = "not a GGUF file: it begins with \(shown(beginning)) instead of \"GGUF\""
    if beginning.starts(with: Array("version https://".utf8)) {
      message += "; this is a Git LFS pointer, not the model itself"
    } else if beginning.first == UInt8(ascii: "<") {
      message += "; a web page may have been saved in place of the model"
    }
    return GGUFError(.notSupported, message, at: 0)
  }

  static let bigEndian = GGUFError(
    .notSupported,
    "a big-endian GGUF file, by its version at byte 4; Lathe reads little-endian files", at: 4)

  static func version(_ version: UInt32) -> GGUFError {
    let remedy =
      version > 3
      ? "a newer Lathe may read it"
      : "convert the model again with current tools"
    return GGUFError(
      .notSupported,
      "GGUF version \(version) at byte 4; Lathe reads versions 2 and 3; \(remedy)", at: 4)
  }
}

// MARK: - What every part of the header has in common

extension GGUFError {
  static func truncated(
    in place: ByteCursor.Place, needed: Int, at offset: Int, fileSize: Int
  ) -> GGUFError {
    GGUFError(
      .truncated,
      "the file ends inside \(name(of: place)): \(count(needed, "byte")) needed at byte \(offset), "
        + "the file has \(count(fileSize, "byte")); \(incomplete)", at: offset)
  }

  static func impossibleCount(
    _ announced: UInt64, _ noun: String, at offset: Int, fileSize: Int
  ) -> GGUFError {
    GGUFError(
      .truncated,
      "the header announces \(announced) \(noun) at byte \(offset), more than a file of "
        + "\(count(fileSize, "byte")) can describe; \(incomplete)", at: offset)
  }

  static func tooMany(_ announced: UInt64, _ noun: String, at offset: Int) -> GGUFError {
    GGUFError(
      .malformed,
      "the header announces \(announced) \(noun) at byte \(offset); "
        + "the limit is \(GGUFLimits.entries)", at: offset)
  }

  static func stringTooLong(
    in place: ByteCursor.Place, length: UInt64, limit: UInt64, at offset: Int
  ) -> GGUFError {
    GGUFError(
      .malformed,
      "a string of \(length) bytes in \(name(of: place)) at byte \(offset); the limit is \(limit)",
      at: offset)
  }

  static func invalidText(in place: ByteCursor.Place, at offset: Int) -> GGUFError {
    GGUFError(
      .malformed, "\(name(of: place)) has a name at byte \(offset) that is not UTF-8", at: offset)
  }

  static func invalidBool(
    _ byte: UInt8, in place: ByteCursor.Place, at offset: Int
  ) -> GGUFError {
    GGUFError(
      .malformed, "\(name(of: place)) has a bool of \(byte) at byte \(offset); it must be 0 or 1",
      at: offset)
  }
}

// MARK: - Metadata

extension GGUFError {
  static func emptyKey(index: Int, at offset: Int) -> GGUFError {
    GGUFError(.malformed, "metadata entry \(index) at byte \(offset) has an empty key", at: offset)
  }

  static func duplicateKey(_ key: String, at offset: Int) -> GGUFError {
    GGUFError(
      .malformed, "the metadata key \(quoted(key)) is there a second time at byte \(offset)",
      at: offset)
  }

  static func unknownValueType(_ number: UInt32, key: String, at offset: Int) -> GGUFError {
    GGUFError(
      .malformed,
      "\(quoted(key)) has the unknown type number \(number) at byte \(offset); "
        + "the format knows 0 to 12", at: offset)
  }

  static func nestedArray(key: String, at offset: Int) -> GGUFError {
    GGUFError(
      .malformed, "\(quoted(key)) is an array of arrays at byte \(offset), which is not supported",
      at: offset)
  }

  static func arrayTooLong(_ elements: UInt64, key: String, at offset: Int) -> GGUFError {
    GGUFError(
      .malformed,
      "\(quoted(key)) announces \(elements) elements at byte \(offset); "
        + "the limit is \(GGUFLimits.elements)", at: offset)
  }

  static func alignment(_ found: String, at offset: Int) -> GGUFError {
    GGUFError(
      .malformed, "'general.alignment' at byte \(offset) is \(found); it \(alignmentRule)",
      at: offset)
  }
}

// MARK: - Tensors

extension GGUFError {
  static func emptyTensorName(index: Int, at offset: Int) -> GGUFError {
    GGUFError(.malformed, "tensor \(index) at byte \(offset) has an empty name", at: offset)
  }

  static func duplicateTensor(_ name: String, at offset: Int) -> GGUFError {
    GGUFError(
      .malformed, "the tensor \(quoted(name)) is there a second time at byte \(offset)", at: offset)
  }

  static func dimensionCount(_ found: UInt32, tensor: String, at offset: Int) -> GGUFError {
    GGUFError(
      .malformed,
      "tensor \(quoted(tensor)) has \(found) dimensions at byte \(offset); "
        + "it must have 1 to \(GGUFLimits.dimensions)", at: offset)
  }

  static func dimension(_ found: Int64, index: Int, tensor: String, at offset: Int) -> GGUFError {
    GGUFError(
      .malformed,
      "dimension \(index) of tensor \(quoted(tensor)) is \(found) at byte \(offset); "
        + "it must be at least 1", at: offset)
  }

  static func tensorTooLarge(_ tensor: String, shape: [Int], at offset: Int) -> GGUFError {
    GGUFError(
      .malformed,
      "tensor \(quoted(tensor)) with the shape \(shape) at byte \(offset) is too large to address",
      at: offset)
  }

  static func unsupportedType(_ number: UInt32, tensor: String, at offset: Int) -> GGUFError {
    guard let name = WeightType.unsupportedName(of: number) else {
      return GGUFError(
        .unsupportedType,
        "tensor \(quoted(tensor)) has the unknown type number \(number) at byte \(offset)",
        at: offset)
    }
    return GGUFError(
      .unsupportedType,
      "tensor \(quoted(tensor)) is stored as \(name), by byte \(offset), which Lathe cannot compute "
        + "with; choose a file such as Q4_K_M or Q8_0", at: offset)
  }

  static func partialBlock(
    tensor: String, rowLength: Int, type: WeightType, at offset: Int
  ) -> GGUFError {
    GGUFError(
      .malformed,
      "tensor \(quoted(tensor)) at byte \(offset) has rows of \(count(rowLength, "value")), "
        + "which is not a multiple of the \(type.valuesPerBlock) of a \(type.name) block",
      at: offset)
  }

  static func misaligned(
    tensor: String, dataOffset: UInt64, alignment: Int, at offset: Int
  ) -> GGUFError {
    GGUFError(
      .malformed,
      "tensor \(quoted(tensor)) has its data at offset \(dataOffset), by byte \(offset), "
        + "which is not a multiple of the alignment \(alignment)", at: offset)
  }

  static func misplaced(
    tensor: String, dataOffset: UInt64, expected: Int, at offset: Int
  ) -> GGUFError {
    GGUFError(
      .malformed,
      "tensor \(quoted(tensor)) has its data at offset \(dataOffset), by byte \(offset), "
        + "but the tensors before it end at \(expected)", at: offset)
  }

  static func truncatedTensor(_ tensor: GGUFTensor, fileSize: Int) -> GGUFError {
    GGUFError(
      .truncated,
      "tensor \(quoted(tensor.name)) needs \(count(tensor.byteCount, "byte")) "
        + "at byte \(tensor.byteOffset), but the file has only \(count(fileSize, "byte")); "
        + incomplete, at: tensor.byteOffset)
  }
}

// MARK: - Lookups

extension GGUFError {
  static func missingKey(_ key: String, expected: String) -> GGUFError {
    GGUFError(.missingKey, "the metadata has no \(quoted(key)), expected of type \(expected)")
  }

  static func unexpectedType(_ entry: GGUFMetadata.Entry, expected: String) -> GGUFError {
    unexpected(entry, "is of type \(entry.value.typeName), expected \(expected)")
  }

  static func notText(_ entry: GGUFMetadata.Entry) -> GGUFError {
    unexpected(entry, "is a string that is not UTF-8")
  }

  static func outOfRange(_ entry: GGUFMetadata.Entry, _ number: String) -> GGUFError {
    unexpected(entry, "is \(number), which is over the limit of \(Int.max)")
  }

  static func negative(_ entry: GGUFMetadata.Entry, _ number: Int) -> GGUFError {
    unexpected(entry, "is \(number), expected a number that is not negative")
  }

  static func elementOutOfRange(
    _ entry: GGUFMetadata.Entry, index: Int, expected: String
  ) -> GGUFError {
    unexpected(entry, "has an element \(index) that does not fit in an \(expected)")
  }

  static func arrayCount(_ entry: GGUFMetadata.Entry, found: Int, expected: Int) -> GGUFError {
    unexpected(entry, "has \(count(found, "element")), expected \(expected)")
  }

  private static func unexpected(_ entry: GGUFMetadata.Entry, _ fact: String) -> GGUFError {
    GGUFError(
      .unexpectedValue, "\(quoted(entry.key)) at byte \(entry.offset) \(fact)", at: entry.offset)
  }
}

// MARK: - Writing

extension GGUFError {
  static func cannotWrite(_ number: Int32) -> GGUFError {
    GGUFError(.notWritable, "the file cannot be written: \(reason(number))")
  }

  static func cannotWriteVersion(_ version: Int) -> GGUFError {
    GGUFError(.notWritable, "GGUF version \(version) cannot be written, only 2 and 3")
  }

  static func cannotAlign(_ alignment: Int) -> GGUFError {
    GGUFError(.notWritable, "the alignment \(alignment) \(alignmentRule)")
  }

  static func unwritableKey(_ key: String) -> GGUFError {
    GGUFError(
      .notWritable,
      "a metadata key has \(count(key.utf8.count, "byte")); it must have 1 to "
        + "\(GGUFLimits.keyBytes)")
  }

  static func mixedArray(_ key: String) -> GGUFError {
    GGUFError(.notWritable, "the array \(quoted(key)) has elements of another type than it names")
  }

  static func keyWrittenTwice(_ key: String) -> GGUFError {
    GGUFError(.notWritable, "the metadata key \(quoted(key)) was added before")
  }

  static func unwritableTensorName(_ name: String) -> GGUFError {
    GGUFError(
      .notWritable,
      "the name \(quoted(name)) of a tensor has \(count(name.utf8.count, "byte")); "
        + "it must have 1 to \(GGUFLimits.tensorNameBytes)")
  }

  static func tensorWrittenTwice(_ name: String) -> GGUFError {
    GGUFError(.notWritable, "the tensor \(quoted(name)) was added before")
  }

  static func unwritableShape(_ shape: [Int], _ type: WeightType, tensor: String) -> GGUFError {
    GGUFError(
      .notWritable, "tensor \(quoted(tensor)) of \(type.name) cannot have the shape \(shape)")
  }

  static func wrongByteCount(_ found: Int, expected: Int, tensor: String) -> GGUFError {
    GGUFError(
      .notWritable, "tensor \(quoted(tensor)) needs \(count(expected, "byte")), not \(found)")
  }

  static func wrongValueCount(_ found: Int, shape: [Int], tensor: String) -> GGUFError {
    GGUFError(
      .notWritable,
      "tensor \(quoted(tensor)) of the shape \(shape) cannot hold \(count(found, "value"))")
  }
}

// MARK: - Words for numbers and names

extension GGUFError {
  private static let incomplete = "the download is probably incomplete"

  private static var alignmentRule: String {
    let (least, greatest) = (GGUFLimits.alignments.lowerBound, GGUFLimits.alignments.upperBound)
    return "must be a power of two from \(least) to \(greatest)"
  }

  private static func name(of place: ByteCursor.Place) -> String {
    switch place {
    case .header: "the header"
    case .key(let index): "metadata entry \(index)"
    case .value(let key): "the value of \(quoted(key))"
    case .tensor(let index): "the description of tensor \(index)"
    case .tensorNamed(let name): "the description of tensor \(quoted(name))"
    }
  }

  /// A number with its noun, `1 byte` or `2 bytes`.
  static func count(_ number: Int, _ noun: String) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
  }

  static func reason(_ number: Int32) -> String {
    strerror(number).map { String(cString: $0) } ?? "error \(number)"
  }

  /// Bytes as quoted text where all are printable, else as hexadecimal numbers.
  private static func shown(_ bytes: [UInt8]) -> String {
    if bytes.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == 0x0A || $0 == 0x0D }) {
      return quoted(String(decoding: bytes, as: UTF8.self), mark: "\"")
    }
    let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    return "the bytes " + digits.joined(separator: " ")
  }

  /// A name out of the file in quotes: control characters escaped, and cut where it is long.
  static func quoted(_ name: String, mark: String = "'") -> String {
    var shown = ""
    for scalar in name.unicodeScalars.prefix(80) {
      let isControl = scalar.properties.generalCategory == .control
      shown += isControl ? scalar.escaped(asASCII: true) : String(scalar)
    }
    return mark + shown + (name.unicodeScalars.count > 80 ? "…" : "") + mark
  }
}
