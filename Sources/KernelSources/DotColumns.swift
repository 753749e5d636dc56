// How the dot kernels walk rows and columns. A format unpacks some weights into registers, as a
// step, and hands the step to a group of one to four columns: the weights are unpacked once for all
// of them, and every column adds the same products in the same order whatever the group.

/// Weights in registers that are multiplied with the activations of one column after another.
protocol ColumnStep {
  associatedtype Total: ColumnTotal

  /// Adds the products with the activations at an address.
  func add(_ activation: UnsafeRawPointer, to total: inout Total)
}

/// What one column has added up so far.
protocol ColumnTotal {
  init()
  var result: Float { get }
}

/// A weight format that the dot kernels read.
protocol DotFormat {
  associatedtype Total: ColumnTotal

  static var blockBytes: Int { get }
  static var blockValues: Int { get }
  /// The blocks that `addBlocks` takes; a row's last ones are padded with zeros.
  static var blocksPerStep: Int { get }
  /// The bytes that the activations of a step take.
  static var activationStride: Int { get }

  /// Adds the products of the next blocks with the activations at an address, and at the same
  /// place of the other columns of the group.
  static func addBlocks<Group: ColumnGroup>(
    _ blocks: UnsafeRawPointer, _ activation: UnsafeRawPointer, to group: inout Group
  ) where Group.Total == Total

  /// Multiplies rows with columns: an instruction set may do better for a format than
  /// `multiplyRows`.
  static func multiply(
    _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int,
    _ activations: UnsafeRawPointer, _ columns: Int, _ activationStride: Int,
    _ output: UnsafeMutablePointer<Float>, _ outputStride: Int)
}

extension DotFormat {
  @inline(__always)
  static func multiply(
    _ weights: UnsafeRawPointer, _ rows: Int, _ count: Int,
    _ activations: UnsafeRawPointer, _ columns: Int, _ activationStride: Int,
    _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
  ) {
    multiplyRows(
      self, weights, rows, count, activations, columns, activationStride, output, outputStride)
  }
}

/// Columns that share unpacked weights; the totals of all stay in registers.
protocol ColumnGroup {
  associatedtype Total: ColumnTotal

  /// Whether the group has several columns, which compute longer than memory takes to bring weights.
  static var isWide: Bool { get }

  /// - Parameter stride: the bytes between the activations of two columns.
  init(stride: Int)

  mutating func add<Step: ColumnStep>(_ step: Step, _ activation: UnsafeRawPointer)
  where Step.Total == Total

  /// Writes the results of the columns, `stride` floats apart.
  func store(to output: UnsafeMutablePointer<Float>, stride: Int)
}

/// One column: a group by itself, or the last of a larger one.
struct LastColumn<Total: ColumnTotal>: ColumnGroup {
  static var isWide: Bool { @inline(__always) get { false } }

  private var total = Total()

  @inline(__always)
  init(stride: Int) {}

  @inline(__always)
  mutating func add<Step: ColumnStep>(_ step: Step, _ activation: UnsafeRawPointer)
  where Step.Total == Total {
    step.add(activation, to: &total)
  }

  @inline(__always)
  func store(to output: UnsafeMutablePointer<Float>, stride: Int) { output[0] = total.result }
}

/// A column in front of a group.
struct MoreColumns<Rest: ColumnGroup>: ColumnGroup {
  typealias Total = Rest.Total
  static var isWide: Bool { @inline(__always) get { true } }

  private var total = Total()
  private var rest: Rest
  private let stride: Int

  @inline(__always)
  init(stride: Int) {
    self.stride = stride
    rest = Rest(stride: stride)
  }

  @inline(__always)
  mutating func add<Step: ColumnStep>(_ step: Step, _ activation: UnsafeRawPointer)
  where Step.Total == Total {
    step.add(activation, to: &total)
    rest.add(step, activation + stride)
  }

  @inline(__always)
  func store(to output: UnsafeMutablePointer<Float>, stride: Int) {
    output[0] = total.result
    rest.store(to: output + stride, stride: stride)
  }
}

typealias OneColumn<Format: DotFormat> = LastColumn<Format.Total>
typealias TwoColumns<Format: DotFormat> = MoreColumns<OneColumn<Format>>
typealias ThreeColumns<Format: DotFormat> = MoreColumns<TwoColumns<Format>>
typealias FourColumns<Format: DotFormat> = MoreColumns<ThreeColumns<Format>>
