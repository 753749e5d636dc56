/// What the user said about colours with `--color`.
package enum ColorChoice: String, CaseIterable, Sendable {
  case auto, always, never

  /// Returns whether a stream gets colours.
  ///
  /// The flag decides if it is not `auto`. Then `NO_COLOR` with any value but the empty one says
  /// no, `FORCE_COLOR` says yes (or no, with the value `0` or `false`), and else a terminal gets
  /// colours unless `TERM` is `dumb`.
  ///
  /// - Parameters:
  ///   - isTerminal: whether this very stream is a terminal; each stream is asked for itself.
  ///   - environment: the environment of the program.
  package func usesColor(isTerminal: Bool, environment: [String: String]) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    if environment["NO_COLOR"]?.isEmpty == false { return false }
    if let force = environment["FORCE_COLOR"], !force.isEmpty {
      return force != "0" && force.lowercased() != "false"
    }
    return isTerminal && environment["TERM"] != "dumb"
  }
}
