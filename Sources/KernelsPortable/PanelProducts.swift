// The products that the routes of the table name; see `PanelSteps`.

func multiplySymmetric(
  _ panels: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ columnBlock: UnsafeRawPointer, _ columns: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  multiplyPanels(
    SymmetricStep.self, panels, rows, count, columnBlock, columns, output, outputStride)
}

func multiplyAffine(
  _ panels: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ columnBlock: UnsafeRawPointer, _ columns: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  multiplyPanels(
    AffineStep.self, panels, rows, count, columnBlock, columns, output, outputStride)
}

func multiplyAffine16(
  _ panels: UnsafeRawPointer, _ rows: Int, _ count: Int,
  _ columnBlock: UnsafeRawPointer, _ columns: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  multiplyPanels(
    AffineStep16.self, panels, rows, count, columnBlock, columns, output, outputStride)
}
