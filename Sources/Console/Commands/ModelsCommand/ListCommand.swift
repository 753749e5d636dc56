import ArgumentParser
import ModelStore
import OrderedJSON
import Terminal

struct ListCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the models of the catalog and what is on this machine.")

  @Flag(help: "Print one JSON array.")
  var json = false

  func run(in session: Session) throws -> ExitStatus {
    let folder = try session.modelFolder()
    let models = folder.list()
    if json {
      let rows = models.map { ModelReport(entry: $0.entry, state: $0.state, folder: folder).json }
      try session.print([JSONValue.array(rows).line])
      return .done
    }
    let preferred = try session.entry(named: nil).name
    let rows = models.map { entry, state in
      [
        entry.name + (entry.name == preferred ? " *" : ""), byteText(entry.size),
        "needs " + byteText(entry.memoryNeeded), state.words, entry.role,
      ]
    }
    try session.print(Self.columns(rows) + ["", "* chosen for this machine when -m is not given"])
    return .done
  }

  /// The rows with each column as wide as its widest cell; the last one stays ragged.
  private static func columns(_ rows: [[String]]) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { column < $0.count ? $0[column].displayWidth : 0 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { column, cell in
        let isLast = column == row.count - 1
        let padding = isLast ? 0 : widths[column] - cell.displayWidth
        return cell + String(repeating: " ", count: padding)
      }.joined(separator: "  ")
    }
  }
}
