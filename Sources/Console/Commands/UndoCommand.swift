import ArgumentParser
import Edits
import OrderedJSON

struct UndoCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take back the last edit that Lathe applied here.",
    discussion: """
      Works on the repository that the current folder lies in. Files that changed
      since are not touched unless --force is given, which keeps copies of them.
      Call it again for the edit before.
      """)

  @Flag(help: "Take back files that changed since, too, and keep copies of them.")
  var force = false

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup(title: "Display") var display: DisplayArguments

  func run(in session: Session) throws -> ExitStatus {
    let status = session.status(try session.resolver.verbosity(display))
    let ground = try EditGround(session)
    try ground.recover(status)
    let undone = try undo(in: ground.journal())
    let title = undone.title.isEmpty ? "" : " (\(undone.title))"
    for path in undone.paths { status.note("restored '\(path)'\(title)") }
    if undone.paths.isEmpty { status.note("the files were as before already\(title)") }
    for copy in undone.saved {
      status.note("what stood in '\(copy.path)' was kept as '\(copy.copy)'")
    }
    if try session.resolver.isOn(json, "json") { try session.print([report(undone).line]) }
    return .done
  }

  private func undo(in journal: EditJournal) throws -> EditJournal.Undone {
    do throws(EditError) {
      return try journal.undo(force: force)
    } catch {
      guard error.code == .changed, !force else { throw error }
      throw Diagnostic(
        .edit, error.message,
        hints: ["lathe undo --force restores them all the same and keeps copies"])
    }
  }

  private func report(_ undone: EditJournal.Undone) -> JSONValue {
    [
      "instruction": .string(undone.title),
      "restored": .array(undone.paths.map(JSONValue.string)),
      "copies": .array(
        undone.saved.map { ["path": .string($0.path), "copy": .string($0.copy)] }),
    ]
  }
}
