/// A pattern with `*`, `?`, `[…]` and `**`, compiled once and matched in linear time.
///
/// The rules are those of gitignore: `*` and `?` stop at a slash, `**` between slashes stands for
/// any number of folders. Matching walks a set of places in the pattern along the path, so that no
/// pattern, however hostile, makes it slow: the cost is at most pattern times path.
package struct GlobPattern: Sendable, Equatable {
  enum Element: Sendable, Equatable {
    case byte(UInt8)
    case oneOf(ByteSet)
    /// Any bytes but slashes.
    case star
    /// Any bytes.
    case everything
    /// The start of `**/`: may be passed over, with the `folders` after it.
    case optionalFolders
    /// The rest of `**/`: any bytes up to and with a slash.
    case folders
  }

  private(set) var elements: [Element]

  /// Compiles a pattern; nil where it can match nothing, such as `[a` or `a\`.
  ///
  /// - Parameter crossesSlashes: whether `*` and `?` match slashes too.
  package init?(_ text: String, crossesSlashes: Bool = false) {
    self.init(Array(text.utf8)[...], crossesSlashes: crossesSlashes)
  }

  init?(_ pattern: ArraySlice<UInt8>, crossesSlashes: Bool) {
    var parser = GlobParser(pattern, crossesSlashes: crossesSlashes)
    guard let elements = parser.parse() else { return nil }
    self.elements = elements
  }

  /// Whether the pattern describes the whole text.
  package func matches(_ text: String) -> Bool {
    matches(Array(text.utf8), from: 0)
  }

  /// Whether the pattern describes all bytes from `start` on.
  func matches(_ bytes: [UInt8], from start: Int) -> Bool {
    let count = elements.count
    return withUnsafeTemporaryAllocation(of: Bool.self, capacity: 2 * (count + 1)) { states in
      states.initialize(repeating: false)
      var current = 0
      var next = count + 1
      states[current] = true
      for index in start..<bytes.count {
        let isAlive = step(bytes[index], states, current, next)
        guard isAlive else { return false }
        swap(&current, &next)
        for state in next...next + count { states[state] = false }
      }
      for place in 0..<count where states[current + place] {
        passOver(place, states, current)
      }
      return states[current + count]
    }
  }

  /// Takes one byte: from the places in `current` to those in `next`.
  private func step(
    _ byte: UInt8, _ states: UnsafeMutableBufferPointer<Bool>, _ current: Int, _ next: Int
  ) -> Bool {
    var isAlive = false
    func reach(_ place: Int) {
      states[next + place] = true
      isAlive = true
    }
    for place in 0..<elements.count where states[current + place] {
      passOver(place, states, current)
      switch elements[place] {
      case .byte(let wanted): if byte == wanted { reach(place + 1) }
      case .oneOf(let set): if set.contains(byte) { reach(place + 1) }
      case .star: if byte != UInt8(ascii: "/") { reach(place) }
      case .everything: reach(place)
      case .optionalFolders: break
      case .folders:
        reach(place)
        if byte == UInt8(ascii: "/") { reach(place + 1) }
      }
    }
    return isAlive
  }

  /// Marks the places that are reached from `place` without a byte; they all lie behind it.
  private func passOver(
    _ place: Int, _ states: UnsafeMutableBufferPointer<Bool>, _ current: Int
  ) {
    switch elements[place] {
    case .star, .everything: states[current + place + 1] = true
    case .optionalFolders:
      states[current + place + 1] = true
      states[current + place + 2] = true
    case .byte, .oneOf, .folders: break
    }
  }
}
