package import Compute
package import GGUF
package import KernelTable
package import SequenceModel
package import ThreadTeam

/// A decoder-only transformer that runs on the CPU, driven by a description of its architecture.
///
/// The steps of a layer are in `Decoder+Layer.swift`; this file holds the state and the batches.
package final class Decoder: LanguageModel {
  package let model: ModelDescription
  package let contextSize: Int
  package private(set) var tokenCount = 0

  let matMul: MatMul
  let weights: DecoderWeights
  let cache: KeyValueCache
  let rope: RopeTable
  let buffers = BatchBuffers()
  let logits = AlignedBuffer<Float>()
  /// How many rows of logits the last batch left.
  private var logitRowCount = 0
  /// Scratch of attention, one per worker.
  let workspaces: [AttentionWorkspace]
  /// The results of runs of positions that wait to be merged.
  let runOutputs = AlignedBuffer<Float>()
  let runStates = AlignedBuffer<Float>()
  /// Keys and values of some heads as integers, for one layer at a time.
  let packedPositions = AlignedBuffer<UInt8>()
  /// The weights are views of this file's memory.
  private let file: GGUFFile

  /// The most tokens that pass through the layers together: enough that reading the weights costs
  /// little, few enough that the activations stay in the outer cache.
  package static let batchSize = 512

  /// Binds a file's weights and makes an empty state.
  ///
  /// - Parameters:
  ///   - file: the model file; it stays open as long as the decoder lives.
  ///   - contextSize: how many tokens the state can hold; nil takes what the model was trained for.
  ///   - keyValueType: how keys and values are kept.
  ///   - matMul: the door to the kernels, with the team that computes.
  /// - Throws: `TransformerError` or `GGUFError` when the file is no model that Lathe can run.
  package init(
    file: GGUFFile, contextSize: Int? = nil, keyValueType: KeyValueType = .f16, matMul: MatMul
  ) throws {
    if let split = try SplitModel(file) { throw TransformerError.splitModel(split) }
    let model = try ArchitectureRegistry.describe(Hyperparameters(file.metadata))
    let weights = try DecoderWeights(file: file, model: model)
    let capacity = max(1, contextSize ?? model.trainedContextSize)
    cache = try KeyValueCache(
      layers: model.layerCount, attention: model.attention, capacity: capacity,
      type: keyValueType)
    rope = RopeTable(model.rope, factors: weights.ropeFactors)
    workspaces = (0..<matMul.team.count).map { _ in AttentionWorkspace() }
    self.file = file
    self.model = model
    self.weights = weights
    self.matMul = matMul
    self.contextSize = capacity
  }

  package var vocabularySize: Int { model.vocabularySize }

  /// The kernels that compute, and the threads that run them.
  package var kernels: KernelTable { matMul.kernels }
  package var team: WorkerTeam { matMul.team }

  /// The bytes that the keys and values of one token take.
  package var cacheBytesPerToken: Int { cache.bytesPerPosition }

  package func truncate(to count: Int) { tokenCount = min(tokenCount, max(count, 0)) }

  package func withLogits<Result>(
    row: Int, _ body: (Span<Float>) throws -> Result
  ) rethrows -> Result {
    precondition(row >= 0 && row < logitRowCount, "the last batch left \(logitRowCount) rows")
    let start = logits.base + row * vocabularySize
    return try body(UnsafeBufferPointer(start: start, count: vocabularySize).span)
  }

  package func process(
    _ tokens: ArraySlice<TokenID>, logitRows: Int, cancellation: Cancellation?
  ) throws(SequenceModelError) {
    let needed = tokenCount + tokens.count
    guard needed <= contextSize else {
      throw .contextFull(needed: needed, contextSize: contextSize)
    }
    for token in tokens where token < 0 || Int(token) >= vocabularySize {
      throw .invalidToken(token)
    }
    matMul.team.isCancelled = cancellation.map { cancellation in { cancellation.isCancelled } }
    defer { matMul.team.isCancelled = nil }
    let rows = min(max(logitRows, 0), tokens.count)
    logitRowCount = 0
    logits.reserve(rows * vocabularySize)
    var first = tokens.startIndex
    while first < tokens.endIndex {
      let end = min(first + Self.batchSize, tokens.endIndex)
      // Of this part, the rows that are among the last `rows` of the whole.
      let kept = max(0, end - max(first, tokens.endIndex - rows))
      let target = logits.base + max(0, first - (tokens.endIndex - rows)) * vocabularySize
      let position = tokenCount + (first - tokens.startIndex)
      try run(tokens[first..<end], at: position, kept: kept, into: target, cancellation)
      first = end
    }
    tokenCount = needed
    logitRowCount = rows
  }

  /// Passes one batch through all layers and the output head.
  ///
  /// - Parameter kept: how many of the last tokens need logits; only they pass the last layer's
  ///   feed-forward and the head.
  private func run(
    _ tokens: ArraySlice<TokenID>, at position: Int, kept: Int,
    into target: UnsafeMutablePointer<Float>, _ cancellation: Cancellation?
  ) throws(SequenceModelError) {
    buffers.reserve(rows: tokens.count, for: model)
    rope.prepare(first: position, count: tokens.count)
    embed(tokens)
    for layer in 0..<model.layerCount {
      if cancellation?.isCancelled == true { throw .cancelled }
      let isLast = layer == model.layerCount - 1
      runLayer(
        layer, rows: tokens.count, kept: isLast ? kept : tokens.count, position: position)
    }
    if kept > 0 { computeLogits(rows: tokens.count, kept: kept, into: target) }
    // Work that was cut short leaves no results: the batch counts as not read.
    if cancellation?.isCancelled == true { throw .cancelled }
  }
}
