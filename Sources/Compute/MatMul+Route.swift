import KernelTable

extension MatMul {
  enum Route {
    case dots, tiles, floats
  }

  /// From this many columns on, decoding weights to float32 for OpenBLAS pays where there are no
  /// tile kernels.
  private static let columnsForFloats = 32

  /// The path that a product takes.
  func route(for weights: WeightMatrix, columns: Int) -> Route {
    guard policy != .blas, kernels.integerRoute(for: weights.type) != nil else { return .floats }
    if let tiles = kernels.tiles, columns >= tiles.fewestColumns,
      kernels.tileRoute(for: weights.type) != nil
    {
      return .tiles
    }
    if policy == .auto, columns >= Self.columnsForFloats, usesOpenBLAS, OpenBLAS.isUsable {
      return .floats
    }
    return .dots
  }
}
