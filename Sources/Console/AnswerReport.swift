import OrderedJSON
import Prompting
import Tasks
import TextModel

/// The object that `--json` prints for an answer.
struct AnswerReport {
  var answer: String
  /// What the answer says, where it is one JSON value; nil for other answers.
  var value: JSONValue?
  var model: String
  var summary: TaskSummary
  /// When the first piece of the answer came.
  var firstText: ContinuousClock.Instant?
  var receipt: Receipt
  var ending: RunEnding

  var json: JSONValue {
    var object = JSONObject([("answer", .string(answer))])
    object["value"] = value
    for (key, value) in facts.members { object[key] = value }
    return .object(object)
  }

  private var facts: JSONObject {
    JSONObject(
      [
        ("model", .string(model)),
        ("stopReason", .string(summary.stopReason.rawValue)),
        ("prompts", .integer(summary.prompts)),
        ("promptTokens", .integer(summary.promptTokens)),
        ("generatedTokens", .integer(summary.generatedTokens)),
        ("readingSeconds", .float(summary.readingTime.inSeconds)),
        ("writingSeconds", .float(summary.writingTime.inSeconds)),
        ("firstTextSeconds", .seconds(ProcessFacts.age(at: firstText))),
        ("receipt", receipt.json),
      ] + ending.members)
  }
}

extension Receipt {
  var json: JSONValue {
    let parts = entries.map { entry in
      [
        "title": .string(entry.title),
        "tokens": .integer(entry.tokens),
        "origin": .string(entry.origin.rawValue),
        "outcome": .string(entry.outcome.rawValue),
        "reason": .string(entry.reason.isEmpty && entry.origin == .user ? "given" : entry.reason),
      ] as JSONValue
    }
    let omissions = leftOut.map { omission in
      [
        "title": .string(omission.name),
        "origin": .string(omission.origin.rawValue),
        "reason": .string(omission.reason),
        "cause": .string(omission.cause),
      ] as JSONValue
    }
    return [
      "contextSize": .integer(contextSize),
      "answerReserve": .integer(answerReserve),
      "promptTokens": .integer(promptTokens),
      "parts": .array(parts),
      "leftOut": .array(omissions),
      "notes": .array(notes.map(JSONValue.string)),
    ]
  }
}

extension Duration {
  var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
