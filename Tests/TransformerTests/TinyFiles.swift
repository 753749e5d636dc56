import GGUF
import SequenceModel
import Synchronization
import TestSupport

/// Tiny models that many tests share, each made once.
enum TinyFiles {
  private struct Key: Hashable {
    let architecture: TinyModel.Architecture
    let storage: TinyModelStorage
    let isTied: Bool
  }

  private static let files = Mutex<[Key: GGUFFile]>([:])
  private static let truths = Mutex<[Key: [[Double]]]>([:])

  /// What plain arithmetic gives for these tokens, which have to be the same for every caller.
  static func truth(
    _ architecture: TinyModel.Architecture, _ storage: TinyModelStorage, isTied: Bool,
    of tokens: [TokenID]
  ) throws -> [[Double]] {
    let file = try file(architecture, storage, isTied: isTied)
    let key = Key(architecture: architecture, storage: storage, isTied: isTied)
    return try truths.withLock { truths in
      if let truth = truths[key] { return truth }
      var plain = try PlainDecoder(file)
      let truth = try plain.read(tokens)
      truths[key] = truth
      return truth
    }
  }

  static func file(
    _ architecture: TinyModel.Architecture = .qwen2, _ storage: TinyModelStorage = .q4_K_M,
    isTied: Bool = false
  ) throws -> GGUFFile {
    let key = Key(architecture: architecture, storage: storage, isTied: isTied)
    return try files.withLock { files in
      if let file = files[key] { return file }
      let file = try TinyModel(architecture, storage: storage, isTied: isTied).file()
      files[key] = file
      return file
    }
  }
}
