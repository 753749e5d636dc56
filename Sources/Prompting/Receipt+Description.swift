extension Receipt {
  /// The receipt as lines for a person: a table, the total, and the notes.
  package var lines: [String] {
    let width = entries.map { String($0.tokens).count }.max() ?? 0
    let rows = entries.map { entry in
      let count = String(entry.tokens)
      let padding = String(repeating: " ", count: width - count.count)
      return "  \(padding)\(count)  \(entry.title)\(entry.remark)"
    }
    let total =
      "prompt: \(promptTokens) tokens, \(answerReserve) kept for the answer,"
      + " context: \(contextSize)"
    return rows + [total] + leftOut.map(\.line) + notes
  }
}

extension Receipt.Entry {
  /// What a reader must know about the entry beside its name.
  fileprivate var remark: String {
    switch (outcome, origin) {
    case (.included, .user): ""
    case (.included, .lathe):
      reason.isEmpty ? " (added by lathe)" : " (added by lathe: \(reason))"
    case (.leftOut, _): " (left out: it does not fit)"
    case (.folded, _): " (read in parts)"
    case (.counted, _): " (lines counted, not read)"
    }
  }
}

extension Receipt.Omission {
  /// The omission as a line: `left out: a.swift:3-9 (defines Cache): needs 310 tokens, …`.
  fileprivate var line: String {
    "left out: \(name)\(reason.isEmpty ? "" : " (\(reason))"): \(cause)"
  }
}
