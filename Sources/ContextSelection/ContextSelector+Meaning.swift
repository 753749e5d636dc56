import Outlines

extension ContextSelector {
  /// What a name can mean where it is used.
  struct Meaning {
    var places: [CodeIndex.Place]
    /// Whether only the neighbourhood speaks for it, not the form of the use.
    var isGuess = false

    static let unknown = Meaning(places: [])
  }

  /// Those of the units with a name that the form of its use can mean.
  func meant(
    _ places: [CodeIndex.Place], by use: FileOutline.Use, of target: ContextTarget
  ) -> Meaning {
    let types = places.filter { index.unit(at: $0).isContainer }
    // Extensions of what is defined elsewhere, such as the standard library, tell little.
    if !types.isEmpty, isTypeUse(use, of: index.unit(at: types[0]).name, in: target) {
      return Meaning(places: types.filter { index.unit(at: $0).kind != .extension })
    }
    let free = places.filter { index.unit(at: $0).container.isEmpty }
    let members = places.filter { !index.unit(at: $0).container.isEmpty }
    // In a shell every command is a call, and nothing shows it.
    if use.isCalled || target.language == .shell {
      let own = members.filter { isOwn($0, target) }
      if !free.isEmpty || !own.isEmpty {
        return Meaning(places: nearest(free, to: target) + own)
      }
      // Within a type the members of those that it inherits from are called by their names alone.
      if target.hasImplicitSelf {
        return Meaning(places: nearest(members, to: target), isGuess: members.count > 1)
      }
    }
    return use.isMember || use.isCalledAsMember
      ? meantAsMember(free, members, by: use, of: target) : .unknown
  }

  private func meantAsMember(
    _ free: [CodeIndex.Place], _ members: [CodeIndex.Place], by use: FileOutline.Use,
    of target: ContextTarget
  ) -> Meaning {
    let known = members.filter { place in
      let container = lastPart(index.unit(at: place).container)
      return target.uses[container] != nil || isOwn(place, target)
    }
    if !known.isEmpty { return Meaning(places: known) }
    guard use.isCalledAsMember, let any = (members + free).first else { return .unknown }
    // A function of a module, or of an object, is called as a member of it.
    let functions = nearest(free, to: target)
    let areHere = functions.allSatisfy { index.files[$0.file].path == target.path }
    guard !functions.isEmpty && areHere || !isCommon(index.unit(at: any).name) else {
      return .unknown
    }
    if !functions.isEmpty { return Meaning(places: functions, isGuess: functions.count > 1) }
    if members.count == 1 { return Meaning(places: members) }
    let near = nearest(members, to: target)
    return near.count <= 2 ? Meaning(places: near, isGuess: true) : .unknown
  }

  /// Whether a name is one that things of the language's own library have, so that a call of
  /// something unknown seldom means what the repository calls so.
  private func isCommon(_ name: String) -> Bool {
    Self.commonNames.contains(name) || Self.libraryNames.contains(name)
  }

  private static let libraryNames: Set<String> = [
    "add", "all", "any", "append", "apply", "bind", "call", "clear", "clone", "close", "contains",
    "copy", "delete", "drop", "each", "emit", "encode", "decode", "end", "equals", "error", "exec",
    "exists", "extend", "fill", "filter", "find", "first", "flush", "format", "forEach", "has",
    "hash", "index", "insert", "isEmpty", "items", "iter", "join", "joined", "keys", "last", "len",
    "length", "load", "lock", "log", "lower", "map", "match", "max", "min", "next", "open", "peek",
    "pop", "prefix", "print", "push", "read", "reduce", "remove", "replace", "reset", "resize",
    "reversed", "save", "seek", "send", "size", "slice", "sort", "sorted", "split", "start", "stop",
    "strip", "suffix", "swap", "take", "test", "then", "trim", "unlock", "unwrap", "upper",
    "values", "wait", "write", "zip",
  ]

  /// Whether a name that is a type's can mean it; a variable of Python may be called like a class.
  private func isTypeUse(
    _ use: FileOutline.Use, of name: String, in target: ContextTarget
  ) -> Bool {
    switch target.language {
    case .python, .javascript, .typescript, .tsx: use.isCalled || name.first?.isUppercase == true
    default: true
    }
  }

  /// Of several functions with a name those that the target's file can best reach.
  private func nearest(_ places: [CodeIndex.Place], to target: ContextTarget) -> [CodeIndex.Place] {
    guard places.count > 1 else { return places }
    let same = places.filter { index.files[$0.file].path == target.path }
    if !same.isEmpty { return same }
    let folder = FileKind.folder(target.path)
    let near = places.filter { place in
      let file = index.files[place.file]
      return isImported(file, by: target) || FileKind.folder(file.path) == folder
    }
    return near.isEmpty && places.count <= 2 ? places : near
  }

}
