import KernelTable

extension MatMul {
  enum Route {
    case dots, tiles, floats
  }

  /// From this many columns on, unpacking weights into panels pays.
  ///
  /// Unpacking costs about as much as multiplying a few columns; a tile does eight at a time.
  private static let columnsForTiles = 9

  /// From this many columns on, decoding weights to float32 for OpenBLAS pays where there are no
  /// tile kernels.
  private static let columnsForFloats = 32

  /// The path that a product takes.
  func route(for weights: WeightMatrix, columns: Int) -> Route {
    guard policy != .blas, kernels.integerRoute(for: weights.type) != nil else { return .floats }
    if columns >= Self.columnsForTiles, kernels.tileRoute(for: weights.type) != nil {
      return .tiles
    }
    if policy == .auto, columns >= Self.columnsForFloats, usesOpenBLAS, OpenBLAS.isUsable {
      return .floats
    }
    return .dots
  }
}
