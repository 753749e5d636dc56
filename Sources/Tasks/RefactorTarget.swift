import Workspace

/// What an argument of `refactor` names: a file, lines of it, or a unit of it by its name.
struct RefactorTarget: Equatable {
  enum Place: Equatable {
    case whole
    case lines(ClosedRange<Int>)
    case unit(String)
  }

  var path: String
  var place: Place

  /// Reads `path`, `path:10-40` or `path:Cache.evict`.
  ///
  /// - Throws: `WorkspaceError` where there is no such file or no such line.
  init(parsing argument: String) throws {
    let target = try FileTarget(parsing: argument)
    if !FileBytes.exists(target.path), let named = Self.unit(in: argument) {
      self = named
      _ = try SourceText(reading: FileTarget(path: path))
      return
    }
    if !FileBytes.exists(target.path), target.lines == nil,
      !argument.contains("/"), !argument.contains(".")
    {
      throw TaskError.nameWithoutFile(argument)
    }
    path = target.path
    let source = try SourceText(reading: target)
    place = source.lines.map { .lines($0) } ?? .whole
  }

  private init(path: String, place: Place) {
    self.path = path
    self.place = place
  }

  /// A file and a name after a colon; the name may have colons itself, as `Cache::evict` has.
  private static func unit(in argument: String) -> RefactorTarget? {
    let colons = argument.indices.filter { argument[$0] == ":" }
    let split = colons.first { FileBytes.exists(String(argument[..<$0])) } ?? colons.first
    guard let split, split != argument.startIndex else { return nil }
    let name = String(argument[argument.index(after: split)...])
    guard !name.isEmpty else { return nil }
    return RefactorTarget(path: String(argument[..<split]), place: .unit(name))
  }
}
