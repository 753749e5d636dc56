import Compute
import GGUF

extension DecoderWeights {
  /// Binds the tensors of a file to the slots of a description.
  ///
  /// - Throws: one `TransformerError` that lists everything missing, misshapen or unknown.
  init(file: GGUFFile, model: ModelDescription) throws(TransformerError) {
    var binder = TensorBinder(file)
    let width = model.embeddingSize
    let vocabulary = model.vocabularySize
    let embedding = binder.matrix(
      GlobalTensor.tokenEmbedding, rows: vocabulary, columns: width)
    let head =
      binder.optionalMatrix(GlobalTensor.output, rows: vocabulary, columns: width) ?? embedding
    let headBias = binder.optionalVector(GlobalTensor.outputBias, count: vocabulary)
    let norm = binder.vector(GlobalTensor.outputNorm, count: width)
    let factors = binder.optionalVector(
      GlobalTensor.ropeFactors, count: model.rope.dimensions / 2)
    let layers = (0..<model.layerCount).map { LayerWeights($0, model, &binder) }
    try binder.finish()
    guard let embedding, let head else { throw .tensors(["the token embedding cannot be read"]) }
    let bound = layers.compactMap { $0 }
    guard bound.count == layers.count else { throw .tensors(["a layer cannot be read"]) }
    for (index, factor) in (factors ?? []).enumerated() where !factor.isFinite || factor == 0 {
      throw .ropeFactor(index, factor)
    }
    tokenEmbedding = embedding
    self.layers = bound
    outputNorm = norm
    output = LinearMap(weights: head, scale: 1, bias: headBias)
    ropeFactors = factors
  }
}

extension LayerWeights {
  /// Binds one layer; nil when a tensor is missing, which the binder has recorded.
  init?(_ layer: Int, _ model: ModelDescription, _ binder: inout TensorBinder) {
    let width = model.embeddingSize
    attentionNorm = binder.vector(LayerNorm.attention.tensorName(layer: layer), count: width)
    feedForwardNorm = binder.vector(LayerNorm.feedForward.tensorName(layer: layer), count: width)
    var maps: [LayerMatrix: LinearMap] = [:]
    for slot in LayerMatrix.allCases {
      maps[slot] = LinearMap(slot, layer: layer, model, &binder)
    }
    guard let query = maps[.query], let key = maps[.key], let value = maps[.value],
      let attentionOutput = maps[.attentionOutput], let gate = maps[.gate], let up = maps[.up],
      let down = maps[.down]
    else { return nil }
    self.query = query
    self.key = key
    self.value = value
    self.attentionOutput = attentionOutput
    self.gate = gate
    self.up = up
    self.down = down
  }
}

extension LinearMap {
  /// Binds a matrix with its optional bias and scale; nil when the matrix is missing.
  init?(
    _ slot: LayerMatrix, layer: Int, _ model: ModelDescription, _ binder: inout TensorBinder
  ) {
    let shape = slot.shape(in: model)
    let matrix = binder.matrix(
      slot.tensorName(layer: layer, suffix: "weight"), rows: shape.rows, columns: shape.columns)
    let factor = binder.optionalVector(slot.tensorName(layer: layer, suffix: "scale"), count: 1)
    let offsets = binder.optionalVector(
      slot.tensorName(layer: layer, suffix: "bias"), count: shape.rows)
    // The scale of the inputs matters only to formats with quantized activations in the file.
    binder.ignore(slot.tensorName(layer: layer, suffix: "input_scale"))
    guard let matrix else { return nil }
    weights = matrix
    scale = slot.usesScale(in: model) ? factor?.first ?? 1 : 1
    let biasScale = slot.scalesBias ? scale : 1
    bias = offsets?.map { $0 * biasScale }
  }
}
