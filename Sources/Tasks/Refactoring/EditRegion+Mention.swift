extension EditRegion {
  /// The regions that an instruction names; none where it names none.
  ///
  /// A function goes before the type around it.
  static func named(in words: String, of regions: [EditRegion]) -> [EditRegion] {
    let spoken = SpokenNames(in: words)
    let named = regions.filter { region in
      let last = region.name.split(separator: ".").last ?? ""
      return spoken.contains(last, in: region.container)
    }
    let functions = named.filter { !$0.isContainer }
    if !functions.isEmpty { return functions }
    return regions.filter { region in
      named.contains { $0.name == region.name || region.container.hasSuffix($0.name) }
    }
  }
}
