import BlockFormats
import KernelTable

/// A weight format that has an integer kernel.
enum DotFormat: String, CaseIterable {
  case q4_0, q5_0, q8_0, q4_K, q6_K

  var type: WeightType {
    switch self {
    case .q4_0: .q4_0
    case .q5_0: .q5_0
    case .q8_0: .q8_0
    case .q4_K: .q4_K
    case .q6_K: .q6_K
    }
  }

  /// How many activations share a scale.
  var blockSize: Int { type.valuesPerBlock }

  func dot(in table: KernelTable) -> DotRows {
    switch self {
    case .q4_0: table.integer.dotQ4_0
    case .q5_0: table.integer.dotQ5_0
    case .q8_0: table.integer.dotQ8_0
    case .q4_K: table.integer.dotQ4_K
    case .q6_K: table.integer.dotQ6_K
    }
  }

  func decode(in table: KernelTable) -> DecodeBlocks {
    switch self {
    case .q4_0: table.decode.q4_0
    case .q5_0: table.decode.q5_0
    case .q8_0: table.decode.q8_0
    case .q4_K: table.decode.q4_K
    case .q6_K: table.decode.q6_K
    }
  }

  func tileRoute(in tiles: TileKernels) -> TileKernels.Route {
    switch self {
    case .q4_0: tiles.q4_0
    case .q5_0: tiles.q5_0
    case .q8_0: tiles.q8_0
    case .q4_K: tiles.q4_K
    case .q6_K: tiles.q6_K
    }
  }

  func quantize(in table: KernelTable) -> QuantizeActivations {
    blockSize == 32 ? table.integer.quantize32 : table.integer.quantize256
  }

  func activationBytes(_ count: Int, in table: KernelTable) -> Int {
    blockSize == 32
      ? count / 32 * table.integer.bytesPer32 : count / 256 * table.integer.bytesPer256
  }

  /// Where in a block the half-precision scales stand.
  var halfOffsets: [Int] {
    switch self {
    case .q4_0, .q5_0, .q8_0: [0]
    case .q4_K: [0, 2]
    case .q6_K: [208]
    }
  }

  /// Where in a block the small integer scales stand.
  var scaleRange: Range<Int> {
    switch self {
    case .q4_0, .q5_0, .q8_0: 0..<0
    case .q4_K: 4..<16
    case .q6_K: 192..<208
    }
  }
}
