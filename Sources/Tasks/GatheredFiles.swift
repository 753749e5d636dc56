package import Prompting

/// What arguments that name files, folders and patterns gave.
package struct GatheredFiles: Sendable, Equatable {
  package var materials: [Material] = []
  /// What lies in a named folder and is not read.
  package var leftOut: [Receipt.Omission] = []
  /// A sentence for each folder of which something is left out.
  package var warnings: [String] = []
  /// What the receipt says about folders and patterns.
  package var notes: [String] = []

  /// Adds what is not there yet.
  mutating func add(_ material: Material) {
    if !materials.contains(where: { $0.title == material.title }) { materials.append(material) }
  }

  mutating func add(_ other: GatheredFiles) {
    other.materials.forEach { add($0) }
    leftOut += other.leftOut.filter { !leftOut.contains($0) }
    warnings += other.warnings
    notes += other.notes
  }

  /// Keeps a list of what a folder leaves out, and sums it up for the user.
  mutating func leaveOut(_ omissions: [Receipt.Omission], of argument: String) {
    guard !omissions.isEmpty else { return }
    leftOut += omissions.filter { !leftOut.contains($0) }
    let shown = omissions.prefix(3).map { "\($0.name) (\($0.cause))" }.joined(separator: ", ")
    let more = omissions.count > 3 ? ", and \(omissions.count - 3) more, which -v names" : ""
    warnings.append("left out of '\(argument)': \(shown)\(more)")
  }

  /// The plan with all this in its receipt.
  func told(in plan: TaskPlan) -> TaskPlan {
    var plan = plan
    plan.receipt.leftOut = leftOut + plan.receipt.leftOut
    plan.receipt.notes += notes
    plan.warnings = warnings + plan.warnings
    return plan
  }
}
