extension EditRegion {
  /// The functions that an instruction says something of; none where it speaks of all places.
  ///
  /// A small model that is through with them goes on to change what is like them.
  static func subjects(of instruction: String, among regions: [EditRegion]) -> [EditRegion] {
    let words = instruction.lowercased()
    guard !wideWords.contains(where: words.contains) else { return [] }
    let spoken = SpokenNames(in: instruction)
    return regions.filter { !$0.isContainer && spoken.isSubject($0.lastName, in: $0.container) }
  }

  private static let wideWords = ["rename", "everywhere", "throughout", "caller", "call site"]

  private var lastName: Substring { name.split(separator: ".").last ?? "" }

  /// The regions that an instruction names; none where it names none.
  ///
  /// A function goes before the type around it.
  static func named(in words: String, of regions: [EditRegion]) -> [EditRegion] {
    let spoken = SpokenNames(in: words)
    let named = regions.filter { spoken.contains($0.lastName, in: $0.container) }
    let functions = named.filter { !$0.isContainer }
    if !functions.isEmpty { return functions }
    return regions.filter { region in
      named.contains { $0.name == region.name || region.container.hasSuffix($0.name) }
    }
  }
}
