import Compute

/// Everything that a decoder multiplies with.
///
/// Matrices are views of the mapped file; vectors are copied, because they are small and the file
/// may store them in any type.
struct DecoderWeights {
  let tokenEmbedding: WeightMatrix
  let layers: [LayerWeights]
  let outputNorm: [Float]
  /// The output head; a tied model uses its token embedding.
  let output: LinearMap
  /// What the angle of each rope pair is divided by; nil leaves them as they are.
  let ropeFactors: [Float]?
}

/// The weights of one layer.
struct LayerWeights {
  let attentionNorm: [Float]
  let query: LinearMap
  let key: LinearMap
  let value: LinearMap
  let attentionOutput: LinearMap
  let feedForwardNorm: [Float]
  let gate: LinearMap
  let up: LinearMap
  let down: LinearMap
}

/// `y = scale · (W x) + bias`.
struct LinearMap {
  let weights: WeightMatrix
  let scale: Float
  let bias: [Float]?
}
