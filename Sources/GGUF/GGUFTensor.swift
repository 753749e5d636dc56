package import BlockFormats

/// The description of one tensor: what it is called, its shape, and where its bytes lie.
///
/// Every field has been checked against the file: the bytes are there, and no two tensors overlap.
package struct GGUFTensor: Sendable, Equatable {
  /// The name, such as `blk.0.attn_q.weight`.
  package let name: String
  /// One to four lengths of at least 1; the first is the length of a row.
  package let shape: [Int]
  /// How the values are stored.
  package let type: WeightType
  /// Where the first byte lies, counted from the beginning of the file.
  package let byteOffset: Int
  /// How many bytes the values take.
  package let byteCount: Int

  /// How many values the tensor has.
  package var valueCount: Int {
    byteCount / type.bytesPerBlock * type.valuesPerBlock
  }
}
