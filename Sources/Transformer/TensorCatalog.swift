/// The matrices of a layer: their names in the file and the shapes that a description demands.
enum LayerMatrix: String, CaseIterable {
  case query = "attn_q"
  case key = "attn_k"
  case value = "attn_v"
  case attentionOutput = "attn_output"
  case gate = "ffn_gate"
  case up = "ffn_up"
  case down = "ffn_down"

  /// How many outputs (`rows`) and inputs (`columns`) the matrix has.
  func shape(in model: ModelDescription) -> (rows: Int, columns: Int) {
    let width = model.embeddingSize
    return switch self {
    case .query: (model.attention.querySize, width)
    case .key, .value: (model.attention.keyValueSize, width)
    case .attentionOutput: (width, model.attention.querySize)
    case .gate, .up: (model.feedForward.size, width)
    case .down: (width, model.feedForward.size)
    }
  }

  /// Whether a `.scale` tensor of this matrix counts.
  func usesScale(in model: ModelDescription) -> Bool {
    switch self {
    case .gate, .up, .down: model.feedForward.usesTensorScales
    case .query, .key, .value, .attentionOutput: true
    }
  }

  /// Whether a `.scale` tensor scales the bias too: ggml adds the bias of a feed-forward matrix
  /// before it scales, and that of an attention matrix after.
  var scalesBias: Bool {
    switch self {
    case .gate, .up, .down: true
    case .query, .key, .value, .attentionOutput: false
    }
  }

  func tensorName(layer: Int, suffix: String) -> String { "blk.\(layer).\(rawValue).\(suffix)" }
}

/// The norms of a layer.
enum LayerNorm: String {
  case attention = "attn_norm"
  case feedForward = "ffn_norm"

  func tensorName(layer: Int) -> String { "blk.\(layer).\(rawValue).weight" }
}

/// The tensors that belong to no layer.
enum GlobalTensor {
  static let tokenEmbedding = "token_embd.weight"
  static let outputNorm = "output_norm.weight"
  static let output = "output.weight"
  static let outputBias = "output.bias"
  static let ropeFactors = "rope_freqs.weight"
}
