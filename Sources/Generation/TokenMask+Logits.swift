import Constraints

extension TokenMask {
  /// Appends a row of logits with minus infinity for each token that is not in the mask.
  ///
  /// Tokens beyond the mask are not allowed either. A vocabulary has about 150,000 tokens, so the
  /// bits are spread over lanes, eight at a time.
  func append(_ row: UnsafeBufferPointer<Float>, to output: inout [Float]) {
    output.reserveCapacity(output.count + row.count)
    let start = output.count
    output.append(contentsOf: row)
    output.withUnsafeMutableBufferPointer { output in
      let output = UnsafeMutableBufferPointer(rebasing: output[start...])
      for word in 0..<(row.count + 63) / 64 {
        let bits = word < words.count ? words[word] : 0
        let range = word * 64..<min(word * 64 + 64, row.count)
        switch bits {
        case .max: continue
        case 0: output[range].update(repeating: -.infinity)
        default: Self.clear(UnsafeMutableBufferPointer(rebasing: output[range]), but: bits)
        }
      }
    }
  }

  /// Puts minus infinity where a bit is not set, for at most 64 numbers.
  private static func clear(_ numbers: UnsafeMutableBufferPointer<Float>, but bits: UInt64) {
    guard let base = numbers.baseAddress else { return }
    let bytes = UnsafeMutableRawPointer(base)
    let places = SIMD8<Int32>(1, 2, 4, 8, 16, 32, 64, 128)
    let wholeCount = numbers.count & ~7
    for start in stride(from: 0, to: wholeCount, by: 8) {
      // In bounds because `start` + 8 is at most `wholeCount`.
      var lanes = bytes.loadUnaligned(fromByteOffset: start &* 4, as: SIMD8<Float>.self)
      let set = SIMD8(repeating: Int32(truncatingIfNeeded: bits >> UInt64(start) & 0xFF)) & places
      lanes.replace(with: SIMD8(repeating: -.infinity), where: set .== SIMD8(repeating: 0))
      bytes.storeBytes(of: lanes, toByteOffset: start &* 4, as: SIMD8<Float>.self)
    }
    for index in wholeCount..<numbers.count where bits >> UInt64(index) & 1 == 0 {
      numbers[index] = -.infinity
    }
  }
}
