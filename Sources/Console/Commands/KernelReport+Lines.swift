import Inference
import OrderedJSON

extension KernelReport {
  var json: JSONValue {
    [
      "isa": .string(isa),
      "threads": .integer(threads),
      "bandwidth": .float(bandwidth),
      "integerPeak": integerPeak.map { .float($0) } ?? .null,
      "kernels": .array(kernels.map(\.json)),
    ]
  }

  var lines: [String] {
    var ceilings = ["memory \(Self.billions(bandwidth)) GB/s"]
    if let integerPeak {
      ceilings.append("integer multiply-adds \(Self.billions(integerPeak)) G/s")
    }
    return ["\(isa), \(threads) threads: " + ceilings.joined(separator: ", ")]
      + kernels.map(\.line)
  }

  fileprivate static func billions(_ value: Double) -> String {
    "\((value / 1e8).rounded() / 10)"
  }
}

extension KernelReport.Kernel {
  fileprivate var json: JSONValue {
    [
      "format": .string(format),
      "dot": .float(dot),
      "fourColumns": .float(fourColumns),
      "unpack": unpack.map { .float($0) } ?? .null,
      "tile": tile.map { .float($0) } ?? .null,
    ]
  }

  fileprivate var line: String {
    let name = format + String(repeating: " ", count: max(0, 8 - format.count))
    let ratio = (fourColumns * 100).rounded() / 100
    var parts = ["\(name)dot \(KernelReport.billions(dot)) GB/s", "4 columns \(ratio)x"]
    if let unpack { parts.append("unpack \(KernelReport.billions(unpack)) GB/s") }
    if let tile { parts.append("tile \(KernelReport.billions(tile)) G/s") }
    return parts.joined(separator: "  ")
  }
}
