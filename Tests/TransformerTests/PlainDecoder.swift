import BlockFormats
import Foundation
import GGUF
import SequenceModel
import TestSupport
import Testing

/// A decoder of tiny models written from the papers, in double and one token at a time.
///
/// It shares nothing with the engine but the reading of the file.
struct PlainDecoder {
  private typealias Vector = [Double]
  private let tensors: [String: [Vector]]
  private let turnsHalves: Bool
  /// Per layer, the keys and values of each position.
  private var keys = Array(repeating: [Vector](), count: TinyModel.layerCount)
  private var values = Array(repeating: [Vector](), count: TinyModel.layerCount)
  private var position = 0

  init(_ file: GGUFFile) throws {
    turnsHalves = try file.metadata.requireString("general.architecture") == "qwen2"
    tensors = Dictionary(
      uniqueKeysWithValues: file.tensors.map { ($0.name, Self.rows(of: $0, in: file)) })
  }

  /// The logits after each of the tokens.
  mutating func read(_ tokens: [TokenID]) throws -> [[Double]] {
    try tokens.map { try read($0) }
  }

  private mutating func read(_ token: TokenID) throws -> [Double] {
    var stream = try #require(tensors["token_embd.weight"])[Int(token)]
    for layer in 0..<TinyModel.layerCount {
      let prefix = "blk.\(layer)."
      let input = try normalized(stream, prefix + "attn_norm")
      add(try attention(input, layer, prefix), to: &stream)
      let gated = try feedForward(try normalized(stream, prefix + "ffn_norm"), prefix)
      add(gated, to: &stream)
    }
    position += 1
    let output = tensors["output.weight"] == nil ? "token_embd" : "output"
    return try linear(try normalized(stream, "output_norm"), output)
  }

  private mutating func attention(
    _ input: Vector, _ layer: Int, _ prefix: String
  ) throws -> Vector {
    let size = TinyModel.headSize
    let queries = rotated(try linear(input, prefix + "attn_q"))
    keys[layer].append(rotated(try linear(input, prefix + "attn_k")))
    values[layer].append(try linear(input, prefix + "attn_v"))
    var result: Vector = []
    for head in 0..<TinyModel.headCount {
      let shared = head * TinyModel.keyValueHeadCount / TinyModel.headCount
      let query = queries[head * size..<(head + 1) * size]
      let part = shared * size..<(shared + 1) * size
      let scores = keys[layer].map { key in
        exp(zip(query, key[part]).reduce(0) { $0 + $1.0 * $1.1 } / Double(size).squareRoot())
      }
      let total = scores.reduce(0, +)
      var sum = Vector(repeating: 0, count: size)
      for (score, value) in zip(scores, values[layer]) {
        for (index, number) in value[part].enumerated() { sum[index] += score / total * number }
      }
      result += sum
    }
    return try linear(result, prefix + "attn_output")
  }

  private func feedForward(_ input: Vector, _ prefix: String) throws -> Vector {
    let gate = try linear(input, prefix + "ffn_gate")
    let up = try linear(input, prefix + "ffn_up")
    return try linear(zip(gate, up).map { $0 / (1 + exp(-$0)) * $1 }, prefix + "ffn_down")
  }

  private func linear(_ input: Vector, _ name: String) throws -> Vector {
    let matrix = try #require(tensors[name + ".weight"])
    var output = matrix.map { row in zip(row, input).reduce(0) { $0 + $1.0 * $1.1 } }
    if let bias = tensors[name + ".bias"]?.first { add(bias, to: &output) }
    return output
  }

  private func normalized(_ input: Vector, _ name: String) throws -> Vector {
    let weight = try #require(tensors[name + ".weight"]?.first)
    let mean = input.reduce(0) { $0 + $1 * $1 } / Double(input.count)
    return zip(input, weight).map { $0 / (mean + 1e-6).squareRoot() * $1 }
  }

  /// Turns every head to the current position.
  private func rotated(_ heads: Vector) -> Vector {
    let size = TinyModel.headSize
    var result = heads
    for start in stride(from: 0, to: heads.count, by: size) {
      for pair in 0..<size / 2 {
        let angle = Double(position) * pow(10_000, -2 * Double(pair) / Double(size))
        let first = start + (turnsHalves ? pair : 2 * pair)
        let second = turnsHalves ? first + size / 2 : first + 1
        result[first] = heads[first] * cos(angle) - heads[second] * sin(angle)
        result[second] = heads[first] * sin(angle) + heads[second] * cos(angle)
      }
    }
    return result
  }

  private func add(_ vector: Vector, to target: inout Vector) {
    for index in target.indices { target[index] += vector[index] }
  }

  private static func rows(of tensor: GGUFTensor, in file: GGUFFile) -> [Vector] {
    let count = tensor.valueCount
    let flat = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      if let source = file.unsafeBytes(of: tensor).baseAddress, let target = buffer.baseAddress {
        tensor.type.decode(source, count: count, into: target)
        initialized = count
      }
    }
    let width = tensor.shape[0]
    return stride(from: 0, to: flat.count, by: width).map { start in
      flat[start..<start + width].map { Double($0) }
    }
  }
}
