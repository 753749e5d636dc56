/// Reads the header of a file and checks all that it says.
///
/// The order is that of the file: header, metadata, descriptions of tensors. What is kept grows
/// with what has been read, never with what a count announces.
struct GGUFReader {
  private(set) var version = 0
  var alignment = GGUFLimits.defaultAlignment
  var metadata: GGUFMetadata
  var tensors: [GGUFTensor] = []
  var tensorIndices: [String: Int] = [:]

  let file: MappedFile
  var cursor: ByteCursor

  init(_ file: MappedFile) {
    self.file = file
    cursor = ByteCursor(file.bytes)
    metadata = GGUFMetadata(path: file.path)
  }

  mutating func read() throws(GGUFError) {
    try readTensors(try readHead())
  }

  /// Reads all and checks it, but for the types of tensors and where they lie.
  mutating func readListing() throws(GGUFError) -> [GGUFListing.Tensor] {
    var listing: [GGUFListing.Tensor] = []
    for index in 0..<(try readHead()) { listing.append(try readListed(index)) }
    return listing
  }

  /// Reads what stands before the descriptions of tensors, and returns how many there are.
  private mutating func readHead() throws(GGUFError) -> Int {
    try readMagic()
    try readVersion()
    let tensorCount = try readCount("tensors", least: GGUFLimits.tensorBytes)
    let entryCount = try readCount("metadata entries", least: GGUFLimits.entryBytes)
    for index in 0..<entryCount { try readEntry(index) }
    try readAlignment()
    return tensorCount
  }

  private mutating func readMagic() throws(GGUFError) {
    let magic = Array("GGUF".utf8)
    guard file.bytes.starts(with: magic) else {
      throw .notGGUF(beginning: Array(file.bytes.prefix(16)))
    }
    try cursor.skip(magic.count)
  }

  private mutating func readVersion() throws(GGUFError) {
    let number: UInt32 = try cursor.read()
    // A small number in the other byte order has its bits in the upper half.
    guard number == 0 || number & 0xFFFF != 0 else { throw .bigEndian }
    guard number == 2 || number == 3 else { throw .version(number) }
    version = Int(number)
  }

  /// Reads a count and refuses it where the rest of the file cannot hold so much.
  ///
  /// - Parameter least: the fewest bytes that one of the things counted takes.
  private mutating func readCount(_ noun: String, least: UInt64) throws(GGUFError) -> Int {
    let offset = cursor.offset
    let count: UInt64 = try cursor.read()
    guard count <= GGUFLimits.entries else { throw .tooMany(count, noun, at: offset) }
    guard count * least <= UInt64(cursor.remaining) else {
      throw .impossibleCount(count, noun, at: offset, fileSize: cursor.fileSize)
    }
    return Int(count)
  }
}
