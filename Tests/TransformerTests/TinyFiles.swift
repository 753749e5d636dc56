import GGUF
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
