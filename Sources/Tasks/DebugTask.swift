import Diffs
import Prompting
package import TextModel
package import Workspace

/// Explains a failure from what a program, a compiler or a test run wrote.
package struct DebugTask: AssistantTask, Equatable {
  package static let answerTokens = 1024

  private var files: GatheredFiles
  private var output: Material
  private var excerpts: [Excerpt]
  private var system: String

  /// - Parameters:
  ///   - files: files that help to understand the failure.
  ///   - piped: what came through standard input; nil where it was not read.
  ///   - system: replaces Lathe's own system text; empty means none.
  package init(
    files: [String] = [], piped: DecodedText?, system: String? = nil, gatherer: Gatherer
  ) throws {
    guard let piped else { throw TaskError.nothingGiven(task: "debug") }
    self.system = system ?? DebugPrompt.system
    self.files = try gatherer.files(files)
    output = try gatherer.piped(piped)
    excerpts = gatherer.excerpts(namedIn: piped.text)
  }

  package func plan(for model: any TextGenerator, answerTokens: Int) throws -> TaskPlan {
    let shown = excerpts.filter { $0.withheld == nil }
    var plan = PromptPlan(
      system: system,
      sections: files.materials.map { $0.section() } + [outputSection] + shown.map(\.section),
      instruction: DebugPrompt.instruction)
    plan.leftOut = excerpts.compactMap { excerpt in
      excerpt.withheld.map { excerpt.omission($0) }
    }
    let prompt = try plan.fitted(to: model, answerReserve: answerTokens)
    let warnings = (files.materials + [output]).flatMap(\.warnings)
    return files.told(in: .single(prompt, maxTokens: answerTokens, warnings: warnings))
  }

  private var outputSection: PromptSection {
    guard case .text(let text, let kind) = output.body else { return output.section() }
    let heading =
      switch kind {
      case .trace: DebugPrompt.traceHeading
      case .log: DebugPrompt.logHeading
      case .diff, .plain: DebugPrompt.plainHeading
      }
    return PromptSection(title: output.title, heading: heading, fenced: text, label: "")
  }
}
