import ContextSelection
import Prompting
import TextModel
import Workspace

/// The prompt of a completion while it is not known whether it fits.
struct CompletionDraft {
  let place: CompletionPlace
  var window: TextWindow
  /// The files that the user named.
  let named: CompletionSurroundings?
  /// What Lathe adds before them.
  var added = CompletionNeighbours.Found.nothing

  /// Makes the prompt shorter: by what Lathe added first, then by lines far from the cursor; false
  /// where nothing is left that could go.
  mutating func narrow() -> Bool {
    if !added.excerpts.isEmpty {
      added = .nothing
      return true
    }
    return window.narrow()
  }

  /// - Throws: `TextModelError.missingFileTokens` for a model that knows one file only.
  func parts(_ model: any InfillGenerator) throws -> [InfillPart] {
    let pieces: [(InfillToken, String)] = [(.prefix, window.before), (.suffix, window.after)]
    let sides = pieces.flatMap { token, text in
      [InfillPart.token(token)] + (text.isEmpty ? [] : [.text(text)])
    }
    let leading = try files?.parts(
      before: added.excerpts.isEmpty ? place.name : added.path, tokens: model.infillTokens,
      model: model.name)
    return (leading ?? []) + sides + [.token(.middle)]
  }

  /// All other files of the prompt; what was named stands nearer to the place.
  private var files: CompletionSurroundings? {
    guard named != nil || !added.excerpts.isEmpty else { return nil }
    return CompletionSurroundings(
      repository: named?.repository ?? added.repository,
      files: added.files + (named?.files ?? []))
  }

  func receipt(
    promptTokens: Int, _ answerTokens: Int, _ model: any InfillGenerator
  ) -> Receipt {
    func entry(_ title: String, _ text: String) -> Receipt.Entry {
      Receipt.Entry(title: title, tokens: model.tokenCount(of: text), outcome: .included)
    }
    let found = added.excerpts.map { excerpt in
      var entry = entry(PromptSection(excerpt).title, excerpt.text)
      entry.origin = .lathe
      entry.reason = excerpt.reason
      return entry
    }
    let files = named?.files.map { entry($0.name, $0.text) } ?? []
    let sides = [
      entry("\(place.name), before the cursor", window.before),
      entry("\(place.name), after the cursor", window.after),
    ]
    var notes = window.leftOut(of: place)
    if place.repairedSequences > 0 {
      notes.append("\(place.name) is not valid UTF-8: \(place.repairedSequences) replaced")
    }
    return Receipt(
      contextSize: model.contextSize, answerReserve: answerTokens, promptTokens: promptTokens,
      entries: found + files + sides, leftOut: added.leftOut, notes: notes)
  }
}
