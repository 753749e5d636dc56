package import SequenceModel
import Transformer

/// What to measure.
package struct BenchmarkPlan: Sendable {
  package var promptTokens: Int
  package var generatedTokens: Int
  package var repetitions: Int
  /// How many tokens the context holds before writing is measured.
  package var depth: Int
  /// How many tokens go through the model together while writing is measured, as drafts do.
  package var batch: Int

  package init(
    promptTokens: Int = 512, generatedTokens: Int = 64, repetitions: Int = 5, depth: Int = 0,
    batch: Int = 1
  ) {
    self.promptTokens = promptTokens
    self.generatedTokens = generatedTokens
    self.repetitions = repetitions
    self.depth = depth
    self.batch = batch
  }
}

/// Tokens per second of several runs of the same work.
package struct RateSamples: Sendable {
  package let tokens: Int
  package let rates: [Double]

  package init(tokens: Int, rates: [Double]) {
    self.tokens = tokens
    self.rates = rates
  }

  /// The median of the runs.
  package var median: Double {
    let sorted = rates.sorted()
    guard !sorted.isEmpty else { return 0 }
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2)
      ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }

  /// (largest − smallest) / median.
  package var spread: Double {
    guard let least = rates.min(), let most = rates.max(), median > 0 else { return 0 }
    return (most - least) / median
  }
}

extension LoadedModel {
  /// Measures reading a prompt and writing tokens, one warm-up run first.
  ///
  /// - Throws: `SequenceModelError` when the plan does not fit the context, or was cancelled.
  package func benchmark(
    _ plan: BenchmarkPlan, cancellation: Cancellation? = nil
  ) throws -> (prefill: RateSamples, decode: RateSamples) {
    let prompt = syntheticTokens(plan.promptTokens)
    let text = syntheticTokens(plan.generatedTokens)
    let before = syntheticTokens(plan.depth)
    var prefill: [Double] = []
    var decode: [Double] = []
    for run in 0...max(plan.repetitions, 1) {
      decoder.truncate(to: 0)
      let reading = try seconds {
        try decoder.process(prompt[...], logitRows: 1, cancellation: cancellation)
      }
      // Without a depth, writing is measured from an empty context, as llama-bench does.
      decoder.truncate(to: plan.depth <= prompt.count ? plan.depth : 0)
      if decoder.tokenCount < plan.depth {
        try decoder.process(before[...], logitRows: 1, cancellation: cancellation)
      }
      let writing = try seconds {
        for start in stride(from: 0, to: text.count, by: plan.batch) {
          let tokens = text[start..<min(start + plan.batch, text.count)]
          try decoder.process(tokens, logitRows: tokens.count, cancellation: cancellation)
        }
      }
      guard run > 0 else { continue }
      if !prompt.isEmpty { prefill.append(Double(prompt.count) / reading) }
      if !text.isEmpty { decode.append(Double(text.count) / writing) }
    }
    return (
      RateSamples(tokens: plan.promptTokens, rates: prefill),
      RateSamples(tokens: plan.generatedTokens, rates: decode)
    )
  }

  /// Tokens spread over the vocabulary; which ones makes no difference to the speed.
  private func syntheticTokens(_ count: Int) -> [TokenID] {
    (0..<max(count, 0)).map { TokenID(($0 * 7919 + 17) % decoder.vocabularySize) }
  }

  private func seconds(_ work: () throws -> Void) rethrows -> Double {
    let time = try ContinuousClock().measure(work)
    return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
  }
}
