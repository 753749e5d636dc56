/// A part of a file that is shown to the model, and why.
package struct ContextExcerpt: Sendable, Equatable {
  /// What the excerpt is to the question.
  package enum Role: String, Sendable, CaseIterable {
    /// What the question is about; the user named it.
    case target
    /// The question mentions it by its name.
    case mentioned
    /// The target uses it.
    case definition
    /// It uses the target.
    case caller
    /// It tests the target.
    case test
    /// It stands near the target, by its name or in the history.
    case neighbour
  }

  /// How much of the lines is shown.
  package enum Form: String, Sendable {
    /// All of them.
    case whole
    /// The declarations without their bodies.
    case signatures
  }

  /// Below the repository's root.
  package var path: String
  /// The lines that it stands for; nil means the whole file.
  package var lines: ClosedRange<Int>?
  package var text: String
  package var role: Role
  package var form: Form
  /// Why it is here, as a clause: `defines Cache, used 3 times`.
  package var reason: String

  package init(
    path: String, lines: ClosedRange<Int>? = nil, text: String, role: Role, form: Form = .whole,
    reason: String
  ) {
    self.path = path
    self.lines = lines
    self.text = text
    self.role = role
    self.form = form
    self.reason = reason
  }

  /// The path with the lines: `Sources/Cache.swift:10-40`.
  package var name: String { Self.name(path, lines) }

  static func name(_ path: String, _ lines: ClosedRange<Int>?) -> String {
    guard let lines else { return path }
    return lines.count == 1
      ? "\(path):\(lines.lowerBound)" : "\(path):\(lines.lowerBound)-\(lines.upperBound)"
  }
}

/// Something that could have been shown and is not.
package struct LeftOutContext: Sendable, Equatable {
  /// The path, with lines where they are known.
  package var name: String
  /// Why it would have been of use, as a clause.
  package var reason: String
  /// Why it is not shown, as a clause: `needs 310 tokens, 120 are left`.
  package var cause: String
}
