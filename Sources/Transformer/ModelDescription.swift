/// What a decoder is made of: the sizes and choices that drive the one forward pass.
///
/// A family reads it from the metadata of a model file; nothing here depends on weights.
package struct ModelDescription: Sendable, Equatable {
  /// The name in `general.architecture`.
  package var architecture: String
  package var vocabularySize: Int
  /// The width of the residual stream.
  package var embeddingSize: Int
  package var layerCount: Int
  /// The longest context that the model was trained for.
  package var trainedContextSize: Int
  /// The ε of every RMS norm.
  package var normEpsilon: Float
  package var attention: AttentionDescription
  package var rope: RopeDescription
  package var feedForward: FeedForwardDescription
}

/// Grouped-query attention: `headCount / keyValueHeadCount` query heads share keys and values.
package struct AttentionDescription: Sendable, Equatable {
  package var headCount: Int
  package var keyValueHeadCount: Int
  package var headSize: Int
  /// What query · key is multiplied with before the softmax.
  package var scale: Float

  /// The width of all queries of a token.
  package var querySize: Int { headCount * headSize }
  /// The width of all keys of a token, and of all values.
  package var keyValueSize: Int { keyValueHeadCount * headSize }
  /// How many query heads share one key-value head.
  package var groupSize: Int { headCount / keyValueHeadCount }
}

/// Rotary position embedding.
package struct RopeDescription: Sendable, Equatable {
  /// Which two values of a head turn together.
  package enum Pairing: Sendable, Equatable {
    /// (2j, 2j + 1), as in the original LLaMA.
    case adjacent
    /// (j, j + dimensions / 2), as in GPT-NeoX.
    case halves
  }

  package var pairing: Pairing
  /// How many values of a head are rotated; even, at most the head's size.
  package var dimensions: Int
  package var base: Float
  /// What positions are multiplied with: 1, or 1 / factor of linear scaling.
  package var frequencyScale: Float
}

/// The feed-forward part of a layer.
package struct FeedForwardDescription: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// down(silu(gate(x)) · up(x)), known as SwiGLU.
    case gatedSiLU
  }

  package var kind: Kind
  package var size: Int
  /// Whether the `.scale` tensors of the matrices count; some architectures carry them unused.
  package var usesTensorScales: Bool
}
