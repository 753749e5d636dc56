import TextModel

extension SamplingOptions {
  /// Whether the penalty would change any logit.
  var penalizesRepetition: Bool { repetitionPenalty != 1 && repetitionWindow > 0 }

  /// Checks that every number is one that the chain can use.
  ///
  /// - Throws: `GenerationError.invalidOption` for the first that is not.
  func validate() throws(GenerationError) {
    try Self.require(
      "temperature", temperature, "a finite number, 0 or more",
      temperature >= 0 && temperature.isFinite)
    try Self.require("top-k", topK, "0 or more; 0 keeps all tokens", topK >= 0)
    try Self.require("top-p", topP, "between 0 and 1", (0...1).contains(topP))
    try Self.require("min-p", minP, "between 0 and 1", (0...1).contains(minP))
    try Self.require(
      "repetition penalty", repetitionPenalty, "a finite number above 0",
      repetitionPenalty > 0 && repetitionPenalty.isFinite)
    try Self.require("repetition window", repetitionWindow, "0 or more", repetitionWindow >= 0)
  }

  private static func require(
    _ name: String, _ value: some CustomStringConvertible, _ allowed: String, _ isValid: Bool
  ) throws(GenerationError) {
    guard isValid else {
      throw .invalidOption(name: name, value: value.description, allowed: allowed)
    }
  }
}
