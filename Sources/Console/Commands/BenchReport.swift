extension BenchResult {
  var json: JSONValue {
    .object([
      .init("model", .string(model)),
      .init("threads", .int(threads)),
      .init("isa", .string(isa)),
      .init("prefill", prefill.json),
      .init("decode", decode.json),
    ])
  }

  var lines: [String] {
    [
      "\(model), \(threads) threads, \(isa)",
      "prefill  \(prefill.line)",
      "decode   \(decode.line)",
    ]
  }
}

extension BenchResult.Speed {
  fileprivate var json: JSONValue {
    .object([
      .init("tokens", .int(tokens)),
      .init("tokensPerSecond", .double(tokensPerSecond)),
      .init("spread", .double(spread)),
    ])
  }

  fileprivate var line: String {
    let rate = (tokensPerSecond * 100).rounded() / 100
    let percent = (spread * 1000).rounded() / 10
    return "\(tokens) tokens  \(rate) tokens/s  spread \(percent) %"
  }
}
