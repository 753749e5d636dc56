import BlockFormats
import KernelTable

/// A weight format that has an integer kernel.
enum DotFormat: String, CaseIterable {
  case q4_0, q4_1, q5_0, q5_1, q8_0, iq4_NL, mxfp4
  case q2_K, q3_K, q4_K, q5_K, q6_K, iq4_XS

  /// The formats that have fast decoders.
  static let decoded: [DotFormat] = allCases.filter {
    ![.mxfp4, .q2_K, .q3_K, .iq4_XS].contains($0)
  }

  var type: WeightType {
    switch self {
    case .q4_0: .q4_0
    case .q4_1: .q4_1
    case .q5_0: .q5_0
    case .q5_1: .q5_1
    case .q8_0: .q8_0
    case .iq4_NL: .iq4_NL
    case .mxfp4: .mxfp4
    case .q2_K: .q2_K
    case .q3_K: .q3_K
    case .q4_K: .q4_K
    case .q5_K: .q5_K
    case .q6_K: .q6_K
    case .iq4_XS: .iq4_XS
    }
  }

  /// How many activations share a scale.
  var blockSize: Int { type.valuesPerBlock }

  func dot(in table: KernelTable) -> DotRows {
    let dot = table.integer.dot
    return switch self {
    case .q4_0: dot.q4_0
    case .q4_1: dot.q4_1
    case .q5_0: dot.q5_0
    case .q5_1: dot.q5_1
    case .q8_0: dot.q8_0
    case .iq4_NL: dot.iq4_NL
    case .mxfp4: dot.mxfp4
    case .q2_K: dot.q2_K
    case .q3_K: dot.q3_K
    case .q4_K: dot.q4_K
    case .q5_K: dot.q5_K
    case .q6_K: dot.q6_K
    case .iq4_XS: dot.iq4_XS
    }
  }

  func decode(in table: KernelTable) -> DecodeBlocks? {
    switch self {
    case .q4_0: table.decode.q4_0
    case .q4_1: table.decode.q4_1
    case .q5_0: table.decode.q5_0
    case .q5_1: table.decode.q5_1
    case .q8_0: table.decode.q8_0
    case .iq4_NL: table.decode.iq4_NL
    case .q4_K: table.decode.q4_K
    case .q5_K: table.decode.q5_K
    case .q6_K: table.decode.q6_K
    case .mxfp4, .q2_K, .q3_K, .iq4_XS: nil
    }
  }

  func tileRoute(in tiles: TileKernels) -> TileKernels.Route {
    switch self {
    case .q4_0: tiles.q4_0
    case .q5_0: tiles.q5_0
    case .q8_0: tiles.q8_0
    case .q4_1: tiles.q4_1
    case .q5_1: tiles.q5_1
    case .iq4_NL: tiles.iq4_NL
    case .q4_K: tiles.q4_K
    case .q5_K: tiles.q5_K
    case .q6_K: tiles.q6_K
    case .iq4_XS: tiles.iq4_XS
    case .q2_K: tiles.q2_K
    case .q3_K: tiles.q3_K
    case .mxfp4: tiles.mxfp4
    }
  }

  func quantize(in table: KernelTable) -> QuantizeActivations {
    blockSize == 32 ? table.integer.quantize32 : table.integer.quantize256
  }

  func activationBytes(_ count: Int, in table: KernelTable) -> Int {
    blockSize == 32 ? table.integer.bytes32(count) : table.integer.bytes256(count)
  }

  /// Where in a block the half-precision scales stand.
  var halfOffsets: [Int] {
    switch self {
    case .q4_0, .q5_0, .q8_0, .iq4_NL, .iq4_XS: [0]
    case .q4_1, .q5_1, .q4_K, .q5_K: [0, 2]
    case .mxfp4: []
    case .q2_K: [80, 82]
    case .q3_K: [108]
    case .q6_K: [208]
    }
  }

  /// Where in a block the small integer scales stand.
  var scaleRange: Range<Int> {
    switch self {
    case .q4_0, .q4_1, .q5_0, .q5_1, .q8_0, .iq4_NL, .mxfp4: 0..<0
    case .q2_K: 0..<16
    case .q3_K: 96..<108
    case .q4_K, .q5_K: 4..<16
    case .q6_K: 192..<208
    case .iq4_XS: 2..<8
    }
  }
}
