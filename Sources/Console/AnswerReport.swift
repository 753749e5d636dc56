import OrderedJSON
import Prompting
import Tasks
import TextModel

/// The object that `--json` prints for an answer.
struct AnswerReport {
  var answer: String
  var model: String
  var summary: TaskSummary
  var receipt: Receipt

  var json: JSONValue {
    [
      "answer": .string(answer),
      "model": .string(model),
      "stopReason": .string(summary.stopReason.rawValue),
      "prompts": .integer(summary.prompts),
      "promptTokens": .integer(summary.promptTokens),
      "generatedTokens": .integer(summary.generatedTokens),
      "readingSeconds": .float(summary.readingTime.inSeconds),
      "writingSeconds": .float(summary.writingTime.inSeconds),
      "receipt": receipt.json,
    ]
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
