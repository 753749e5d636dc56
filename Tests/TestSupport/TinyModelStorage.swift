package import BlockFormats

/// How the matrices of a tiny model are stored.
package enum TinyModelStorage: Sendable, Hashable {
  /// All in one format.
  case uniform(WeightType)
  /// Q4_K and Q6_K, spread as in files called Q4_K_M.
  case q4_K_M
  /// Every format that has integer kernels, several of them under one input.
  case everyIntegerFormat

  /// The format of the matrix called `tensor`, such as `blk.0.attn_q.weight`.
  func type(of tensor: String) -> WeightType {
    let part = tensor.split(separator: ".").dropLast().last.map { String($0) } ?? ""
    switch self {
    case .uniform(let type): return type
    case .q4_K_M:
      return ["output", "attn_v", "ffn_down", "token_embd"].contains(part) ? .q6_K : .q4_K
    case .everyIntegerFormat: return Self.types[part] ?? .q8_0
    }
  }

  private static let types: [String: WeightType] = [
    "attn_q": .q4_0, "attn_k": .q5_0, "attn_v": .q6_K, "attn_output": .q8_0, "ffn_gate": .q4_K,
    "ffn_up": .q4_0, "ffn_down": .q5_0, "token_embd": .q4_K, "output": .q6_K,
  ]
}
