import Edits
import Workspace

/// Where edits happen and where they are remembered.
struct EditGround {
  /// The repository or project that the current folder lies in.
  let root: EditRoot
  /// The current folder, an absolute path.
  let folder: String
  private let stateFolder: String

  /// - Throws: `Diagnostic` where no folder is named for the state.
  init(_ session: Session) throws {
    folder = try EditRoot(session.folder).path
    root = try EditRoot(RepositoryRoot.find(from: folder).path)
    stateFolder = try Self.stateFolder(session.environment)
  }

  /// The journal, with the lock on it.
  func journal() throws(EditError) -> EditJournal {
    try EditJournal(root: root, stateFolder: stateFolder)
  }

  /// Rolls back what a killed run left, and says so.
  func recover(_ status: StatusOutput) throws {
    guard let recovery = try EditJournal.recover(root: root, stateFolder: stateFolder) else {
      return
    }
    for path in recovery.restored {
      status.note("an earlier run was ended while it edited '\(path)'; the file is as before")
    }
    for copy in recovery.conflicts {
      let place = copy.copy.isEmpty ? "" : "; what it was before the edit is in '\(copy.copy)'"
      status.note(
        "an earlier run was ended while it edited '\(copy.path)', which changed since and was left"
          + " alone\(place)")
    }
  }

  /// The folder of journals: `lathe/edits` in the state folder of the XDG base directories.
  private static func stateFolder(_ environment: [String: String]) throws -> String {
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      return state + "/lathe/edits"
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else {
      throw Diagnostic(
        .usage, "there is no folder to remember edits in; set HOME or XDG_STATE_HOME")
    }
    return home + "/.local/state/lathe/edits"
  }
}
