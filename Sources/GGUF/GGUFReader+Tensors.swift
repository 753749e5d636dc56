import BlockFormats

extension GGUFReader {
  /// A description as it stands in the file; its offset counts from where the data begins.
  private struct Description {
    let name: String
    let shape: [Int]
    let type: WeightType
    let dataOffset: Int
    let byteCount: Int
  }

  /// Reads all descriptions and finds where the bytes of each tensor lie in the file.
  mutating func readTensors(_ count: Int) throws(GGUFError) {
    var descriptions: [Description] = []
    var dataEnd = 0
    for index in 0..<count {
      cursor.place = .tensor(index: index)
      let description = try readDescription(index, dataOffset: dataEnd)
      let (end, overflow) = dataEnd.addingReportingOverflow(description.byteCount)
      guard !overflow, let padded = GGUFLimits.padded(end, to: alignment) else {
        throw .tensorTooLarge(description.name, shape: description.shape, at: cursor.offset)
      }
      dataEnd = padded
      descriptions.append(description)
    }
    guard let dataStart = GGUFLimits.padded(cursor.offset, to: alignment) else { return }
    for description in descriptions { try place(description, dataStart: dataStart) }
  }

  /// Gives a tensor its place in the file and checks that the file reaches to its end.
  private mutating func place(
    _ description: Description, dataStart: Int
  ) throws(GGUFError) {
    let (start, startOverflow) = dataStart.addingReportingOverflow(description.dataOffset)
    let (end, endOverflow) = start.addingReportingOverflow(description.byteCount)
    guard !startOverflow, !endOverflow else {
      throw .tensorTooLarge(description.name, shape: description.shape, at: cursor.offset)
    }
    let tensor = GGUFTensor(
      name: description.name, shape: description.shape, type: description.type, byteOffset: start,
      byteCount: description.byteCount)
    guard end <= cursor.fileSize else {
      throw .truncatedTensor(tensor, fileSize: cursor.fileSize)
    }
    tensors.append(tensor)
  }

  private mutating func readDescription(
    _ index: Int, dataOffset: Int
  ) throws(GGUFError) -> Description {
    let name = try readTensorName(index)
    cursor.place = .tensorNamed(name)
    let shapeOffset = cursor.offset
    let shape = try readShape(name)
    let type = try readWeightType(name)
    guard shape[0].isMultiple(of: type.valuesPerBlock) else {
      throw .partialBlock(tensor: name, rowLength: shape[0], type: type, at: shapeOffset)
    }
    guard let valueCount = Self.valueCount(of: shape),
      let byteCount = type.byteCount(values: valueCount)
    else { throw .tensorTooLarge(name, shape: shape, at: shapeOffset) }
    try checkDataOffset(name, expected: dataOffset)
    return Description(
      name: name, shape: shape, type: type, dataOffset: dataOffset, byteCount: byteCount)
  }

  /// Reads a description of which only the form has to be right.
  mutating func readListed(_ index: Int) throws(GGUFError) -> GGUFListing.Tensor {
    cursor.place = .tensor(index: index)
    let name = try readTensorName(index)
    cursor.place = .tensorNamed(name)
    let shape = try readShape(name)
    return GGUFListing.Tensor(
      name: name, shape: shape, typeNumber: try cursor.read(), dataOffset: try cursor.read())
  }

  private mutating func readTensorName(_ index: Int) throws(GGUFError) -> String {
    let start = cursor.offset
    let name = try cursor.readString(limit: GGUFLimits.tensorNameBytes)
    guard !name.isEmpty else { throw .emptyTensorName(index: index, at: start) }
    guard tensorIndices.updateValue(index, forKey: name) == nil else {
      throw .duplicateTensor(name, at: start)
    }
    return name
  }

  private mutating func readShape(_ name: String) throws(GGUFError) -> [Int] {
    let start = cursor.offset
    let count: UInt32 = try cursor.read()
    guard count >= 1, count <= GGUFLimits.dimensions else {
      throw .dimensionCount(count, tensor: name, at: start)
    }
    var shape: [Int] = []
    for index in 0..<Int(count) {
      let offset = cursor.offset
      let length: Int64 = try cursor.read()
      guard length >= 1, let dimension = Int(exactly: length) else {
        throw .dimension(length, index: index, tensor: name, at: offset)
      }
      shape.append(dimension)
    }
    return shape
  }

  private mutating func readWeightType(_ name: String) throws(GGUFError) -> WeightType {
    let offset = cursor.offset
    let number: UInt32 = try cursor.read()
    guard let type = WeightType(rawValue: number) else {
      throw .unsupportedType(number, tensor: name, at: offset)
    }
    return type
  }

  /// Reads a tensor's offset, which the format fixes: the tensors follow one another, padded.
  private mutating func checkDataOffset(_ name: String, expected: Int) throws(GGUFError) {
    let offset = cursor.offset
    let found: UInt64 = try cursor.read()
    guard found & UInt64(alignment - 1) == 0 else {
      throw .misaligned(tensor: name, dataOffset: found, alignment: alignment, at: offset)
    }
    guard found == UInt64(expected) else {
      throw .misplaced(tensor: name, dataOffset: found, expected: expected, at: offset)
    }
  }

  /// The product of a shape; nil on overflow.
  static func valueCount(of shape: [Int]) -> Int? {
    var product = 1
    for length in shape {
      let (next, overflow) = product.multipliedReportingOverflow(by: length)
      guard !overflow else { return nil }
      product = next
    }
    return product
  }
}
