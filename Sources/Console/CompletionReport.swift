import OrderedJSON
import Prompting
import Tasks
import TextModel

/// The object that `--json` prints for a completion.
struct CompletionReport {
  var completion: Completion
  var place: CompletionPlace
  var plan: CompletionPlan
  var model: String
  /// When the model wrote its first piece.
  var firstText: ContinuousClock.Instant?
  var ending: RunEnding

  var json: JSONValue {
    let members: [(String, JSONValue)] = [
      ("completion", .string(completion.text)),
      ("stop", .string(completion.stop.rawValue)),
      ("model", .string(model)),
      (
        "place",
        [
          "file": .string(place.name), "line": .integer(place.line),
          "column": .integer(place.column),
        ]
      ),
      ("promptTokens", .integer(completion.summary.promptTokens)),
      ("generatedTokens", .integer(completion.summary.generatedTokens)),
      ("readingSeconds", .float(completion.summary.readingTime.inSeconds)),
      ("writingSeconds", .float(completion.summary.writingTime.inSeconds)),
      ("firstTextSeconds", .seconds(ProcessFacts.age(at: firstText))),
      ("leftOut", .array(plan.leftOut.map(JSONValue.string))),
      ("receipt", plan.receipt.json),
    ]
    return .object(JSONObject(members + ending.members))
  }
}
