import Constraints
import TestSupport

extension ConstraintAutomaton {
  /// Whether a whole text satisfies the constraint.
  func accepts(_ text: String) -> Bool { next(start, text.utf8)?.canEnd ?? false }

  /// Whether more could follow a text, or it is one itself.
  func allows(_ text: String) -> Bool { next(start, text.utf8) != nil }

  /// A text that the constraint lets through: random bytes until it can end and chance wills it.
  ///
  /// After `patience` bytes it takes the shortest way to the end.
  func randomText(_ random: inout RandomValues, patience: Int = 60) -> [UInt8]? {
    var state = start
    var bytes: [UInt8] = []
    while !state.isComplete, bytes.count < 5000 {
      if state.canEnd, bytes.count > patience || random.number(below: 4) == 0 { break }
      let allowed = allowedBytes(state).members
      guard !allowed.isEmpty else { return nil }
      let steps = allowed.compactMap { byte in next(state, byte).map { (byte, $0) } }
      guard steps.count == allowed.count else { return nil }
      let nearest = steps.min { distance($0.1) < distance($1.1) }
      guard let nearest else { return nil }
      let step = bytes.count > patience ? nearest : random.pick(steps)
      bytes.append(step.0)
      state = step.1
    }
    return state.canEnd ? bytes : nil
  }

  /// All texts of at most `limit` bytes, found by trying every byte.
  func allTexts(limit: Int) -> Set<[UInt8]> {
    var found: Set<[UInt8]> = []
    var open: [([UInt8], ConstraintState)] = [([], start)]
    while let (text, state) = open.popLast() {
      if state.canEnd { found.insert(text) }
      guard text.count < limit else { continue }
      for byte in UInt8.min...UInt8.max {
        if let next = next(state, byte) { open.append((text + [byte], next)) }
      }
    }
    return found
  }
}
