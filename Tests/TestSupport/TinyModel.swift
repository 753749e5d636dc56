package import BlockFormats
package import GGUF

/// A model file with random weights, small enough that a test can make and run one.
///
/// Two layers, 256 wide, four query heads over two key-value heads, and a vocabulary that can
/// encode any text. Tests that want a damaged file change `metadata` and `tensors` before writing.
package struct TinyModel {
  /// The architectures it can be; qwen2 has biases on query, key and value.
  package enum Architecture: String, Sendable, CaseIterable { case llama, qwen2 }

  /// One tensor to be written.
  package struct Tensor {
    package var name: String
    package var shape: [Int]
    package var type: WeightType
    package var values: Values
  }

  /// What a tensor is filled with; random numbers depend on the tensor's name and the seed alone.
  package enum Values {
    case constant(Float)
    case random(mean: Float, spread: Float)
  }

  package static let embeddingSize = 256
  package static let layerCount = 2
  package static let headCount = 4
  package static let keyValueHeadCount = 2
  package static let headSize = 64
  package static let feedForwardSize = 512

  package let vocabulary = TinyVocabulary()
  package let architecture: Architecture
  package let seed: UInt64
  /// The keys and values, in the order in which they are written.
  package var metadata: [(key: String, value: GGUFWriter.Value)] = []
  package var tensors: [Tensor] = []

  /// Describes a file.
  ///
  /// - Parameters:
  ///   - storage: how the matrices are stored; norms and biases are float32.
  ///   - isTied: whether the output head is the token embedding.
  ///   - contextSize: the context that the file says it was trained for.
  package init(
    _ architecture: Architecture = .qwen2, storage: TinyModelStorage = .q4_K_M,
    isTied: Bool = false, contextSize: UInt32 = 4096, seed: UInt64 = 1
  ) {
    self.architecture = architecture
    self.seed = seed
    addHyperparameters(contextSize: contextSize)
    addVocabulary()
    addTensors(storage, isTied: isTied)
  }

  /// Sets a key of the file, or removes it.
  ///
  /// - Parameter key: a leading dot stands for the architecture's name.
  package mutating func set(_ key: String, to value: GGUFWriter.Value?) {
    let name = key.hasPrefix(".") ? architecture.rawValue + key : key
    let index = metadata.firstIndex { $0.key == name }
    switch (index, value) {
    case (let index?, let value?): metadata[index].value = value
    case (nil, let value?): metadata.append((name, value))
    case (let index?, nil): metadata.remove(at: index)
    case (nil, nil): break
    }
  }

  /// Changes the tensor called `name`.
  package mutating func change(_ name: String, _ body: (inout Tensor) -> Void) {
    for index in tensors.indices where tensors[index].name == name { body(&tensors[index]) }
  }

  /// Appends a float32 tensor.
  package mutating func append(_ name: String, shape: [Int], _ values: Values) {
    tensors.append(Tensor(name: name, shape: shape, type: .f32, values: values))
  }

  /// What a tensor is filled with, before it is encoded.
  package func values(of tensor: Tensor) -> [Float] {
    let count = tensor.shape.reduce(1, *)
    switch tensor.values {
    case .constant(let value): return Array(repeating: value, count: count)
    case .random(let mean, let spread):
      var source = RandomValues(seed: tensor.name.utf8.reduce(seed) { $0 &* 31 &+ UInt64($1) })
      return (0..<count).map { _ in mean + spread * source.unit() }
    }
  }
}

// MARK: - What the file says

extension TinyModel {
  private mutating func addHyperparameters(contextSize: UInt32) {
    set("general.architecture", to: .string(architecture.rawValue))
    set("general.name", to: .string("Tiny"))
    set(".block_count", to: .uint32(UInt32(Self.layerCount)))
    set(".context_length", to: .uint32(contextSize))
    set(".embedding_length", to: .uint32(UInt32(Self.embeddingSize)))
    set(".feed_forward_length", to: .uint32(UInt32(Self.feedForwardSize)))
    set(".attention.head_count", to: .uint32(UInt32(Self.headCount)))
    set(".attention.head_count_kv", to: .uint32(UInt32(Self.keyValueHeadCount)))
    set(".attention.layer_norm_rms_epsilon", to: .float32(1e-6))
    set(".rope.freq_base", to: .float32(10_000))
  }

  private mutating func addVocabulary() {
    set("tokenizer.ggml.model", to: .string("gpt2"))
    set("tokenizer.ggml.pre", to: .string("qwen2"))
    set("tokenizer.ggml.tokens", to: .strings(vocabulary.tokens))
    set("tokenizer.ggml.token_type", to: .int32s(vocabulary.kinds.map { $0.rawValue }))
    set("tokenizer.ggml.merges", to: .strings(vocabulary.merges))
    if let end = vocabulary.id(of: TinyVocabulary.endOfMessage),
      let padding = vocabulary.id(of: TinyVocabulary.endOfText)
    {
      set("tokenizer.ggml.eos_token_id", to: .uint32(UInt32(end)))
      set("tokenizer.ggml.padding_token_id", to: .uint32(UInt32(padding)))
    }
    set("tokenizer.ggml.add_bos_token", to: .bool(false))
    set("tokenizer.chat_template", to: .string(Self.chatTemplate))
  }

  /// ChatML, with a system message of its own where the conversation has none, as in Qwen2.5.
  package static let chatTemplate = """
    {%- if messages[0].role != 'system' %}
    {{- '<|im_start|>system\\nYou are a helpful assistant.<|im_end|>\\n' }}
    {%- endif %}
    {%- for message in messages %}
    {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' }}
    {%- endfor %}
    {%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\\n' }}
    {%- endif %}
    """
}

// MARK: - What it computes with

extension TinyModel {
  private mutating func addTensors(_ storage: TinyModelStorage, isTied: Bool) {
    let width = Self.embeddingSize
    let rows = vocabulary.tokens.count
    add("token_embd.weight", [width, rows], storage, spread: 1)
    append("output_norm.weight", shape: [width], .random(mean: 1, spread: 0.3))
    if !isTied { add("output.weight", [width, rows], storage, spread: 0.4) }
    for layer in 0..<Self.layerCount { addLayer("blk.\(layer).", storage) }
  }

  private mutating func addLayer(_ prefix: String, _ storage: TinyModelStorage) {
    let (width, inner) = (Self.embeddingSize, Self.feedForwardSize)
    let keyValueSize = Self.keyValueHeadCount * Self.headSize
    for norm in ["attn_norm", "ffn_norm"] {
      append(prefix + norm + ".weight", shape: [width], .random(mean: 1, spread: 0.3))
    }
    let matrices = [
      ("attn_q", [width, width]), ("attn_k", [width, keyValueSize]),
      ("attn_v", [width, keyValueSize]), ("attn_output", [width, width]),
      ("ffn_gate", [width, inner]), ("ffn_up", [width, inner]), ("ffn_down", [inner, width]),
    ]
    for (name, shape) in matrices {
      // Outputs are then about as large as inputs.
      let spread = (3 / Float(shape[0])).squareRoot()
      add(prefix + name + ".weight", shape, storage, spread: spread)
      guard architecture == .qwen2, ["attn_q", "attn_k", "attn_v"].contains(name) else { continue }
      append(prefix + name + ".bias", shape: [shape[1]], .random(mean: 0, spread: 0.5))
    }
  }

  private mutating func add(
    _ name: String, _ shape: [Int], _ storage: TinyModelStorage, spread: Float
  ) {
    tensors.append(
      Tensor(
        name: name, shape: shape, type: storage.type(of: name),
        values: .random(mean: 0, spread: spread)))
  }
}
