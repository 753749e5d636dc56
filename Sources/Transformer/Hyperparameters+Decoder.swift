extension Hyperparameters {
  /// The description that most decoders share: RMS norm, grouped queries, rope and SwiGLU.
  ///
  /// A family calls this and changes what it has of its own.
  func plainDecoder(pairing: RopeDescription.Pairing) throws -> ModelDescription {
    try refuse("expert_count", as: "mixture-of-experts layers")
    try refuseFalse("attention.causal", as: "attention that is not causal")
    let attention = try groupedAttention()
    return ModelDescription(
      architecture: architecture,
      vocabularySize: try vocabularySize(),
      embeddingSize: try size("embedding_length", limit: 1 << 17),
      layerCount: try size("block_count", limit: 512),
      trainedContextSize: try size("context_length", limit: 1 << 30),
      normEpsilon: try float("attention.layer_norm_rms_epsilon"),
      attention: attention,
      rope: try rope(pairing: pairing, headSize: attention.headSize),
      feedForward: FeedForwardDescription(
        kind: .gatedSiLU, size: try size("feed_forward_length", limit: 1 << 20),
        usesTensorScales: true))
  }

  private func groupedAttention() throws -> AttentionDescription {
    let heads = try size("attention.head_count", limit: 4096)
    let shared = try positiveSize("attention.head_count_kv", limit: 4096) ?? heads
    guard heads.isMultiple(of: shared) else {
      throw TransformerError.invalidHyperparameter(
        "\(architecture).attention.head_count_kv", shared, "must divide head_count, \(heads)")
    }
    let headSize = try headSize(heads: heads)
    return AttentionDescription(
      headCount: heads, keyValueHeadCount: shared, headSize: headSize,
      scale: try positiveFloat("attention.scale") ?? 1 / Float(headSize).squareRoot())
  }

  private func headSize(heads: Int) throws -> Int {
    let width = try size("embedding_length", limit: 1 << 17)
    let size = try positiveSize("attention.key_length", limit: 4096) ?? width / heads
    let valueSize = try positiveSize("attention.value_length", limit: 4096) ?? size
    guard size > 0, size.isMultiple(of: 2), valueSize == size else {
      throw TransformerError.invalidHyperparameter(
        "\(architecture).attention.key_length", size,
        "must be even and equal to value_length, \(valueSize)")
    }
    return size
  }

  private func rope(
    pairing: RopeDescription.Pairing, headSize: Int
  ) throws -> RopeDescription {
    let dimensions = try positiveSize("rope.dimension_count", limit: 4096) ?? headSize
    guard dimensions.isMultiple(of: 2), dimensions <= headSize else {
      throw TransformerError.invalidHyperparameter(
        "\(architecture).rope.dimension_count", dimensions,
        "must be even and at most the head's size, \(headSize)")
    }
    return RopeDescription(
      pairing: pairing, dimensions: dimensions,
      base: try positiveFloat("rope.freq_base") ?? 10_000,
      frequencyScale: try frequencyScale())
  }

  /// 1 / factor of linear scaling; other kinds of scaling are refused unless they change nothing.
  private func frequencyScale() throws -> Float {
    guard let factor = try positiveFloat("rope.scaling.factor"), factor != 1 else { return 1 }
    let kind = try string("rope.scaling.type") ?? "linear"
    switch kind {
    case "linear": return 1 / factor
    case "none": return 1
    default:
      throw TransformerError.unsupportedFeature(
        "rope scaling of type '\(kind)'", architecture: architecture)
    }
  }
}
