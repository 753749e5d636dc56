import BlockFormats

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension GGUFWriter {
  /// The whole file.
  package func bytes() -> [UInt8] {
    var output: [UInt8] = Array("GGUF".utf8)
    output.append(little: version)
    output.append(little: UInt64(tensors.count))
    output.append(little: UInt64(entries.count))
    for (key, value) in entries {
      output.append(string: key)
      output.append(little: value.type.rawValue)
      output.append(value: value)
    }
    appendDescriptions(to: &output)
    for tensor in tensors {
      output.pad(to: alignment)
      output += tensor.bytes
    }
    output.pad(to: alignment)
    return output
  }

  /// Writes the whole file to `path`, in place of what is there.
  ///
  /// - Throws: `GGUFError` with the code `notWritable`; part of the file may then be there.
  package func write(to path: String) throws(GGUFError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw GGUFError.cannotWrite(errno).about(path) }
    defer { close(descriptor) }
    var rest = bytes()[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { put($0, descriptor) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw GGUFError.cannotWrite(errno).about(path) }
      rest = rest.dropFirst(count)
    }
  }

  private func appendDescriptions(to output: inout [UInt8]) {
    var offset = 0
    for tensor in tensors {
      output.append(string: tensor.name)
      output.append(little: UInt32(tensor.shape.count))
      for length in tensor.shape { output.append(little: UInt64(length)) }
      output.append(little: tensor.type.rawValue)
      output.append(little: UInt64(offset))
      offset += tensor.bytes.count
      offset += (alignment - offset % alignment) % alignment
    }
  }
}

/// Calls `write` of the system, which the method of that name hides inside the type.
private func put(_ bytes: UnsafeRawBufferPointer, _ descriptor: Int32) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}

extension [UInt8] {
  fileprivate mutating func append<Number: FixedWidthInteger>(little number: Number) {
    var rest = number
    for _ in 0..<Number.bitWidth / 8 {
      append(UInt8(truncatingIfNeeded: rest))
      rest = rest >> 8
    }
  }

  fileprivate mutating func append(string: String) {
    append(little: UInt64(string.utf8.count))
    append(contentsOf: string.utf8)
  }

  fileprivate mutating func pad(to alignment: Int) {
    append(contentsOf: repeatElement(0, count: (alignment - count % alignment) % alignment))
  }

  fileprivate mutating func append(value: GGUFWriter.Value) {
    switch value {
    case .uint8(let number): append(little: number)
    case .int8(let number): append(little: number)
    case .uint16(let number): append(little: number)
    case .int16(let number): append(little: number)
    case .uint32(let number): append(little: number)
    case .int32(let number): append(little: number)
    case .uint64(let number): append(little: number)
    case .int64(let number): append(little: number)
    case .float32(let number): append(little: number.bitPattern)
    case .float64(let number): append(little: number.bitPattern)
    case .bool(let flag): append(flag ? 1 : 0)
    case .string(let string): append(string: string)
    case .array(let type, let elements):
      append(little: type.rawValue)
      append(little: UInt64(elements.count))
      for element in elements { append(value: element) }
    }
  }
}
