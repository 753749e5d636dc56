import Tasks
import Terminal
import TextModel

extension OptionResolver {
  /// Resolves the options that every command with a model has.
  func resolve(
    _ model: ModelArguments, _ display: DisplayArguments
  ) throws -> ResolvedOptions {
    var options = ResolvedOptions()
    options.model = text(model.model, "model")
    options.threads = try number(model.threads, "threads", "from 1 to 1024") {
      1...1024 ~= $0
    }
    options.contextSize = try number(model.contextSize, "context-size", "at least 16") {
      16...(1 << 24) ~= $0
    }
    options.keyValueType = model.kvType
    options.verbosity = try verbosity(display)
    return options
  }

  /// Resolves the options of a command that answers.
  func resolve(
    _ model: ModelArguments, _ sampling: SamplingArguments, _ answer: AnswerArguments,
    _ display: DisplayArguments
  ) throws -> ResolvedOptions {
    var options = try resolve(model, sampling, answer.maxTokens, answer.result, display)
    options.files = answer.files
    options.system = text(answer.system, "system")
    return options
  }

  /// Resolves how much Lathe may add to a question: `auto`, or a number of tokens.
  func contextBudget(_ flag: String?) throws -> ContextBudget {
    let expected = "auto, or a number of tokens from 0"
    return try read(flag, "context-budget", expected) { word in
      if word == "auto" { return .automatic }
      return Int(word).flatMap { $0 >= 0 ? .tokens($0) : nil }
    } ?? .automatic
  }

  /// Resolves the options of a command that completes.
  func resolve(
    _ model: ModelArguments, _ sampling: SamplingArguments, _ completion: CompletionArguments,
    _ display: DisplayArguments
  ) throws -> ResolvedOptions {
    try resolve(model, sampling, completion.maxTokens, completion.result, display)
  }

  private func resolve(
    _ model: ModelArguments, _ sampling: SamplingArguments, _ maxTokens: Int?,
    _ result: ResultArguments, _ display: DisplayArguments
  ) throws -> ResolvedOptions {
    var options = try resolve(model, display)
    options.sampling = try self.sampling(sampling)
    options.stopStrings = sampling.stop.filter { !$0.isEmpty }
    options.maxTokens = try number(maxTokens, "max-tokens", "at least 1") { $0 >= 1 }
    options.output = result.output
    options.isJSON = try isOn(result.json, "json")
    options.isDryRun = result.dryRun
    options.isStrict = try isOn(result.strict, "strict")
    return options
  }

  /// The limits of a completion that other commands do not have.
  func limits(_ completion: CompletionArguments) throws -> (window: Int?, lines: Int?) {
    let window = try number(completion.window, "window", "from 16 to 1048576") {
      16...(1 << 20) ~= $0
    }
    let lines = try number(completion.maxLines, "max-lines", "at least 1") {
      1...(1 << 20) ~= $0
    }
    return (window, lines)
  }

  /// How much is said; a flag wins over both variables.
  func verbosity(_ display: DisplayArguments) throws -> StatusOutput.Verbosity {
    if display.quiet { return .quiet }
    if display.verbose { return .verbose }
    if try isOn(false, "quiet") { return .quiet }
    return try isOn(false, "verbose") ? .verbose : .normal
  }

  /// When colours are used, as a command line says that the parser may have refused.
  ///
  /// - Throws: `Diagnostic` where there is no flag and the variable says what cannot be. A flag
  ///   that cannot be is the parser's to refuse.
  func color(in arguments: [String]) throws -> ColorChoice {
    let options = arguments.prefix { $0 != "--" }
    let flag = "--color"
    let following = zip(options, options.dropFirst()).compactMap { $0 == flag ? $1 : nil }
    let joined = options.compactMap {
      $0.hasPrefix(flag + "=") ? String($0.dropFirst(flag.count + 1)) : nil
    }
    let chosen = (following + joined).compactMap(ColorChoice.init)
    return try choice(chosen.last, "color") ?? .auto
  }

  private func sampling(_ arguments: SamplingArguments) throws -> SamplingOptions {
    var sampling = SamplingOptions.greedy
    if let value = try number(
      arguments.temperature, "temperature", "from 0 to 100", where: { 0...100 ~= $0 })
    {
      sampling.temperature = value
    }
    if let value = try number(arguments.topK, "top-k", "at least 0", where: { $0 >= 0 }) {
      sampling.topK = value
    }
    if let value = try number(
      arguments.topP, "top-p", "above 0 and at most 1", where: { $0 > 0 && $0 <= 1 })
    {
      sampling.topP = value
    }
    if let value = try number(
      arguments.minP, "min-p", "at least 0 and below 1", where: { $0 >= 0 && $0 < 1 })
    {
      sampling.minP = value
    }
    if let value = try number(
      arguments.repeatPenalty, "repeat-penalty", "above 0 and at most 100",
      where: { $0 > 0 && $0 <= 100 })
    {
      sampling.repetitionPenalty = value
    }
    sampling.seed = try number(arguments.seed, "seed", "a whole number") { _ in true }
    return sampling
  }
}
