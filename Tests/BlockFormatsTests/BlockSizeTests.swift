import BlockFormats
import Testing

@Suite("Sizes of blocks")
struct BlockSizeTests {
  @Test(
    "A block's struct has the size, and the stride, of its bytes", arguments: WeightType.allCases)
  func sizeAndStride(type: WeightType) {
    func measure<Block: WeightBlock>(_ block: Block.Type) -> (type: WeightType, Int, Int) {
      (Block.type, MemoryLayout<Block>.size, MemoryLayout<Block>.stride)
    }
    let (blockType, size, stride) = measure(type.block)
    #expect(blockType == type)
    #expect(size == type.bytesPerBlock)
    #expect(stride == type.bytesPerBlock)
  }

  @Test("Whole blocks have a size", arguments: WeightType.allCases)
  func wholeBlocks(type: WeightType) {
    #expect(type.byteCount(values: 0) == 0)
    #expect(type.byteCount(values: type.valuesPerBlock) == type.bytesPerBlock)
    #expect(type.byteCount(values: 3 * type.valuesPerBlock) == 3 * type.bytesPerBlock)
  }

  @Test("A part of a block has no size", arguments: WeightType.allCases)
  func partialBlocks(type: WeightType) {
    #expect(type.byteCount(values: -type.valuesPerBlock) == nil)
    guard type.valuesPerBlock > 1 else { return }
    #expect(type.byteCount(values: type.valuesPerBlock - 1) == nil)
    #expect(type.byteCount(values: type.valuesPerBlock + 1) == nil)
  }

  @Test("A size over the range of Int is no size", arguments: [WeightType.f32, .f16, .q8_0])
  func overflow(type: WeightType) {
    let most = Int.max - Int.max % type.valuesPerBlock
    #expect(type.byteCount(values: most) == nil)
  }

  @Test("The greatest count that fits has a size")
  func greatest() {
    #expect(WeightType.f32.byteCount(values: Int.max / 4) == Int.max / 4 * 4)
    #expect(WeightType.f32.byteCount(values: Int.max / 4 + 1) == nil)
  }
}
