import Constraints
package import TextModel

/// A model that writes any text that its constraint lets through: what the worst one could.
///
/// A token is a byte.
package final class RandomTextModel: TextGenerator {
  package let name = "random"
  package let contextSize: Int
  /// All that it has written, one text for each prompt.
  package private(set) var answers: [String] = []
  private var random: RandomValues
  /// After so many bytes it takes the shortest way to the end.
  private let patience: Int

  package init(seed: UInt64, contextSize: Int = 1 << 20, patience: Int = 80) {
    self.contextSize = contextSize
    self.patience = patience
    random = RandomValues(seed: seed)
  }

  package func tokenCount(of text: String) -> Int { text.utf8.count }

  package func tokenCount(of messages: [Message]) throws -> Int {
    messages.reduce(0) { $0 + $1.content.utf8.count }
  }

  package func generate(
    _ messages: [Message], options: GenerationOptions, handler: (GenerationEvent) throws -> Void
  ) throws -> GenerationSummary {
    let automaton = try ConstraintAutomaton(options.constraint ?? .literal("free"))
    var bytes: [UInt8] = []
    var state = automaton.start
    var reason = GenerationSummary.StopReason.constraintMet
    while !state.isComplete {
      if state.canEnd, random.number(below: 3) == 0 {
        reason = .endOfTurn
        break
      }
      guard bytes.count < options.maxTokens ?? .max else {
        reason = .tokenLimit
        break
      }
      guard let step = step(automaton, state, isLate: bytes.count > patience) else { break }
      bytes.append(step.byte)
      state = step.state
      if let stop = options.stopStrings.first(where: {
        bytes.suffix($0.utf8.count).elementsEqual($0.utf8)
      }) {
        bytes.removeLast(stop.utf8.count)
        reason = .stopString
        break
      }
    }
    let text = String(decoding: bytes, as: UTF8.self)
    answers.append(text)
    if !text.isEmpty { try handler(.text(text)) }
    return GenerationSummary(
      stopReason: reason, promptTokens: try tokenCount(of: messages), generatedTokens: bytes.count,
      readingTime: .zero, writingTime: .zero)
  }

  /// One more byte: now and then, and always when it is late, one that brings the end nearer.
  private func step(
    _ automaton: ConstraintAutomaton, _ state: ConstraintState, isLate: Bool
  ) -> (byte: UInt8, state: ConstraintState)? {
    let steps = automaton.allowedBytes(state).members.compactMap { byte in
      automaton.next(state, byte).map { (byte: byte, state: $0) }
    }
    if isLate || random.number(below: 3) == 0 {
      return steps.min { automaton.distance($0.state) < automaton.distance($1.state) }
    }
    // Text of lines, for the most part.
    let plain = steps.filter { $0.byte == 0x0A || 0x20..<0x7F ~= $0.byte }
    if random.number(below: 8) > 0, !plain.isEmpty { return random.pick(plain) }
    return steps.isEmpty ? nil : random.pick(steps)
  }
}
