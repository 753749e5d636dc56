import KernelTable

extension MatMul {
  enum Route {
    case dots, tiles, floats
  }

  /// The path that a product takes.
  func route(for weights: WeightMatrix, columns: Int) -> Route {
    guard policy != .blas, kernels.integerRoute(for: weights.type) != nil else { return .floats }
    if policy == .auto, let fewest = kernels.columnsForOpenBLAS, columns >= fewest, usesOpenBLAS,
      OpenBLAS.isUsable
    {
      return .floats
    }
    if let tiles = kernels.tiles, columns >= tiles.fewestColumns,
      kernels.tileRoute(for: weights.type) != nil
    {
      return .tiles
    }
    return .dots
  }
}
