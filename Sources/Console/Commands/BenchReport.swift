import Inference
import OrderedJSON

extension BenchResult {
  var json: JSONValue {
    [
      "model": .string(model),
      "threads": .integer(threads),
      "isa": .string(isa),
      "prefill": prefill.json,
      "decode": decode.json,
    ]
  }

  var lines: [String] {
    [
      "\(model), \(threads) threads, \(isa)",
      "prefill  \(prefill.line)",
      "decode   \(decode.line)",
    ]
  }
}

extension RateSamples {
  fileprivate var json: JSONValue {
    [
      "tokens": .integer(tokens),
      "tokensPerSecond": .float(median),
      "spread": .float(spread),
    ]
  }

  fileprivate var line: String {
    let rate = (median * 100).rounded() / 100
    let percent = (spread * 1000).rounded() / 10
    return "\(tokens) tokens  \(rate) tokens/s  spread \(percent) %"
  }
}
