/// How likely a model finds each token of a text.
package struct TextScores: Sendable, Equatable {
  package struct Candidate: Sendable, Equatable {
    package var token: Int32
    package var logProb: Double

    package init(token: Int32, logProb: Double) {
      self.token = token
      self.logProb = logProb
    }
  }

  package var tokens: [Int32]
  /// The log probability of each token but the first, given those before it.
  package var nextLogProb: [Double]
  /// The ten likeliest tokens after each position, the likeliest first.
  package var top: [[Candidate]]
  package var perplexity: Double

  package init(
    tokens: [Int32], nextLogProb: [Double], top: [[Candidate]], perplexity: Double
  ) {
    self.tokens = tokens
    self.nextLogProb = nextLogProb
    self.top = top
    self.perplexity = perplexity
  }
}

/// What `bench` runs.
package struct BenchPlan: Sendable, Equatable {
  /// How many tokens are read at once.
  package var promptTokens: Int
  /// How many tokens are written one by one.
  package var generatedTokens: Int
  package var repetitions: Int
}

/// What `bench` found.
package struct BenchResult: Sendable, Equatable {
  package struct Speed: Sendable, Equatable {
    package var tokens: Int
    /// The median of all repetitions.
    package var tokensPerSecond: Double
    /// The range of all repetitions as a fraction of the median.
    package var spread: Double

    /// - Parameter seconds: the time of each repetition; there is at least one.
    package init(tokens: Int, seconds: [Double]) {
      let rates = seconds.map { $0 > 0 ? Double(tokens) / $0 : 0 }.sorted()
      let middle = rates.count / 2
      let median =
        rates.isEmpty
        ? 0 : rates.count % 2 == 1 ? rates[middle] : (rates[middle - 1] + rates[middle]) / 2
      self.tokens = tokens
      tokensPerSecond = median
      spread = median > 0 ? ((rates.last ?? 0) - (rates.first ?? 0)) / median : 0
    }
  }

  package var model: String
  package var threads: Int
  /// The instruction set of the kernels that ran.
  package var isa: String
  package var prefill: Speed
  package var decode: Speed

  package init(model: String, threads: Int, isa: String, prefill: Speed, decode: Speed) {
    self.model = model
    self.threads = threads
    self.isa = isa
    self.prefill = prefill
    self.decode = decode
  }
}
