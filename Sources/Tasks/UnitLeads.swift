import Diffs
import Prompting

/// The beginnings of the sentences that explain a unit's changes.
struct UnitLeads {
  let unit: ChangeUnit

  /// More edits than these are told as one.
  private static let editLimit = 4
  /// More added lines than these are not told by their first one.
  private static let lineLimit = 3
  private static let width = 72

  /// The beginnings in order; the first names the function.
  func all() -> [ChangeLead] {
    var leads: [ChangeLead] = []
    if isRewritten { return leadsForAll() }
    for edit in unit.edits {
      let found = self.leads(for: edit)
      let isKnown = found.first.map { first in
        leads.contains { $0.text.isSameReplacement(as: first.text) }
      }
      if isKnown != true { leads += found }
    }
    if let failure = unit.newFailure, !leads.contains(where: { $0.text.contains(failure) }) {
      leads.append(.failure(short(failure)))
    }
    if let name = unit.name, let first = leads.first {
      leads[0].text = "In `\(name)`, \(first.text)"
    }
    return leads
  }

  /// What the new version does, and what in it is certain: a number, a function, an error.
  private func leadsForAll() -> [ChangeLead] {
    var details: [ChangeLead] = []
    if let line = unit.newQuantity { details.append(.quantity(short(line))) }
    if let name = unit.newDeclarations.first { details.append(.declaration(name)) }
    if let failure = unit.newFailure { details.append(.failure(short(failure))) }
    if details.isEmpty { details = [.more] }
    let only = lost.count == 1 ? lost.first(where: Rewording.acts) : nil
    return ChangeLead.rewritten(
      unit.name, line: only.map { short($0) }, isAddition: lost.isEmpty) + details
  }

  private var isRewritten: Bool {
    if unit.edits.count > Self.editLimit { return true }
    return unit.edits.contains { edit in
      switch edit.change {
      case .rewritten: true
      case .added(let lines): lines.count > Self.lineLimit
      case .became, .removed: false
      }
    }
  }

  /// The lines that no new ones stand for.
  private var lost: [String] {
    unit.edits.flatMap { edit -> [String] in
      switch edit.change {
      case .rewritten(let old, _), .removed(let old): old
      case .added, .became: []
      }
    }
  }

  private func leads(for edit: ChangeUnit.Edit) -> [ChangeLead] {
    switch edit.change {
    case .became(let old, let new):
      return leads(for: Rewording(old: old, new: new), isResult: new.hasPrefix("return "))
    case .added(let lines):
      let first = lines.first { !Rewording.isKeeping($0) } ?? ""
      if first.isEmpty { return [] }
      return ChangeLead.added(
        short(first), in: short(edit.statement), acts: Rewording.acts(first))
    case .removed(let lines):
      let first = lines.first ?? ""
      return ChangeLead.removed(
        short(first), in: short(edit.statement), acts: Rewording.acts(first))
    case .rewritten: return []
    }
  }

  private func leads(for rewording: Rewording, isResult: Bool) -> [ChangeLead] {
    let (old, new) = (short(rewording.old), short(rewording.new))
    if let bound = rewording.movedBound {
      return ChangeLead.bound(
        old, new, left: short(bound.left), right: short(bound.right), holds: bound.holds,
        isResult: isResult)
    }
    if let needsBoth = rewording.needsBoth {
      return ChangeLead.joined(old, new, needsBoth: needsBoth)
    }
    if let call = rewording.replacedCall {
      return ChangeLead.call(call.old, call.new, argument: call.argument.map(short))
    }
    return ChangeLead.became(old, new)
  }

  /// The text without what opens or ends a line, and not too long to be quoted.
  private func short(_ text: some StringProtocol) -> String {
    var text = String(text)
    while let last = text.last, last.isWhitespace || "{:;,".contains(last) { text.removeLast() }
    return text.count <= Self.width ? text : text.prefix(Self.width - 1) + "…"
  }
}

extension String {
  /// Whether two beginnings tell that one call became the same other one.
  fileprivate func isSameReplacement(as other: String) -> Bool {
    guard let end = firstRange(of: ", which"), contains("was replaced by") else { return false }
    return other.hasPrefix(self[..<end.upperBound])
  }
}
