import Compute
import KernelTable
import SequenceModel
import TestSupport
import Testing
import Transformer

@Suite("Batches and their splits")
struct BatchTests {
  private static let settings = InstructionSet.supported.flatMap { isa in
    KeyValueType.allCases.map { Setting(isa: isa, keyValueType: $0, threads: 1) }
  }

  @Test(
    "On the integer path, splits change no bit as long as the kernels are the same",
    arguments: TinyModel.Architecture.allCases, settings)
  func splits(architecture: TinyModel.Architecture, setting: Setting) throws {
    let storage: TinyModelStorage = architecture == .llama ? .q4_K_M : .everyIntegerFormat
    let decoder = try setting.decoder(TinyFiles.file(architecture, storage))
    // A number that the sizes below leave no small rest of.
    let tokens = randomTokens(40, below: decoder.vocabularySize)
    let single = try decoder.read(tokens, split: Array(repeating: 1, count: 40))
    decoder.truncate(to: 0)
    let whole = try decoder.read(tokens)
    let small = (1...2).map { randomSplit(40, seed: $0, sizes: 1...setting.tileBatch - 1) }
    for split in small {
      decoder.truncate(to: 0)
      #expect(try decoder.read(tokens, split: split) == single, "split \(split)")
    }
    let least = setting.tileBatch
    for split in [[20, 20], [least, 40 - least], [40 - least, least], [13, 12, 15]] {
      decoder.truncate(to: 0)
      #expect(try decoder.read(tokens, split: split) == whole, "split \(split)")
    }
    if setting.hasTiles {
      #expect(normalizedError(single, whole) < 1e-3)
    } else {
      #expect(single == whole)
    }
  }

  @Test("On the float path, splits change no more than rounding", arguments: [true, false])
  func floatSplits(keepsFloats: Bool) throws {
    let setting = Setting(policy: .blas, keyValueType: keepsFloats ? .f32 : .f16)
    let decoder = try setting.decoder(TinyFiles.file())
    let tokens = randomTokens(45, below: decoder.vocabularySize)
    let whole = try decoder.read(tokens)
    for split in (1...4).map({ randomSplit(45, seed: $0) }) {
      decoder.truncate(to: 0)
      let rows = try decoder.read(tokens, split: split)
      // A key that lies between two halves may be rounded to either.
      #expect(normalizedError(rows, whole) < (keepsFloats ? 1e-11 : 1e-7), "split \(split)")
    }
  }

  @Test("The number of threads changes no bit on the integer path", arguments: settings)
  func threads(setting: Setting) throws {
    let file = try TinyFiles.file(.qwen2, .everyIntegerFormat)
    let tokens = randomTokens(70, below: TinyVocabulary().tokens.count)
    let results = try [1, 2, 3].map { count in
      var setting = setting
      setting.threads = count
      return try setting.decoder(file).read(tokens)
    }
    for result in results { #expect(result == results[0]) }
  }

  @Test("A batch longer than the decoder's is read in parts", arguments: settings)
  func longBatch(setting: Setting) throws {
    let decoder = try setting.decoder(TinyFiles.file())
    let tokens = randomTokens(Decoder.batchSize + 30, below: decoder.vocabularySize)
    let rows = try decoder.read(tokens, rows: 50)
    #expect(decoder.tokenCount == 542)
    for size in [Decoder.batchSize, 101] {
      decoder.truncate(to: 0)
      var split: [[Float]] = []
      for start in stride(from: 0, to: tokens.count, by: size) {
        split += try decoder.read(tokens[start..<min(start + size, tokens.count)])
      }
      #expect(Array(split.suffix(50)) == rows, "parts of \(size)")
    }
  }

  @Test("Only the rows asked for are kept, and they are the last ones", arguments: settings)
  func rows(setting: Setting) throws {
    let decoder = try setting.decoder(TinyFiles.file())
    let tokens = randomTokens(30, below: decoder.vocabularySize)
    let all = try decoder.read(tokens)
    for count in [0, 1, 2, 7, 8, 29, 30] {
      decoder.truncate(to: 0)
      let rows = try decoder.read(tokens, rows: count)
      // Few rows pass the last layer through the kernels of small batches.
      if setting.hasTiles, (1..<setting.tileBatch).contains(count) {
        #expect(normalizedError(rows, Array(all.suffix(count))) < 1e-3, "\(count) rows")
      } else {
        #expect(rows == Array(all.suffix(count)), "\(count) rows")
      }
      #expect(decoder.tokenCount == 30)
    }
  }

  @Test("On the float path, the rows that are skipped do not matter either")
  func floatRows() throws {
    let decoder = try Setting.exact.decoder(TinyFiles.file())
    let tokens = randomTokens(30, below: decoder.vocabularySize)
    let all = try decoder.read(tokens)
    for count in [1, 2, 7, 29] {
      decoder.truncate(to: 0)
      let rows = try decoder.read(tokens, rows: count)
      #expect(normalizedError(rows, Array(all.suffix(count))) < 1e-11, "\(count) rows")
    }
  }

  @Test("Rows that span the parts of a long batch are in order")
  func rowsAcrossParts() throws {
    let setting = Setting(isa: .portable)
    let decoder = try setting.decoder(TinyFiles.file())
    let tokens = randomTokens(Decoder.batchSize + 20, below: decoder.vocabularySize)
    let all = try decoder.read(tokens)
    #expect(all.count == 532)
    // As many rows in a part as panels take, so that every number of rows gives the same bits.
    let least = setting.tileBatch
    for count in [least, 19, 20, 20 + least, 531] {
      decoder.truncate(to: 0)
      #expect(try decoder.read(tokens, rows: count) == Array(all.suffix(count)), "\(count) rows")
    }
  }

  @Test("Tokens whose logits nobody wanted are remembered like the others")
  func noRows() throws {
    let file = try TinyFiles.file()
    let (silent, loud) = (try Setting().decoder(file), try Setting().decoder(file))
    let tokens = randomTokens(30, below: silent.vocabularySize)
    _ = try silent.read(tokens[..<20], rows: 0)
    _ = try loud.read(tokens[..<20])
    #expect(try silent.read(tokens[20...]) == loud.read(tokens[20...]))
  }

  @Test("An empty batch changes nothing", arguments: [0, 1, 5])
  func emptyBatch(rows: Int) throws {
    let decoder = try Setting().decoder(TinyFiles.file())
    let tokens = randomTokens(6, below: decoder.vocabularySize)
    _ = try decoder.read(tokens[..<4])
    try decoder.process([], logitRows: rows, cancellation: nil)
    #expect(decoder.tokenCount == 4)
    let rest = try decoder.read(tokens[4...])
    decoder.truncate(to: 0)
    #expect(Array(try decoder.read(tokens).suffix(2)) == rest)
  }

  @Test("More rows than tokens are not made up, and less than none is none")
  func rowsOutOfRange() throws {
    let decoder = try Setting().decoder(TinyFiles.file())
    let tokens = randomTokens(3, below: decoder.vocabularySize)
    let rows = try decoder.read(tokens)
    decoder.truncate(to: 0)
    try decoder.process(tokens[...], logitRows: 10, cancellation: nil)
    decoder.withLogits(row: 2) { span in #expect(span[5] == rows[2][5]) }
    try decoder.process(tokens[...], logitRows: -1, cancellation: nil)
    #expect(decoder.tokenCount == 6)
  }

  @Test("A row of logits that was not kept cannot be read")
  func rowsNotKept() async {
    await #expect(processExitsWith: .failure) {
      let decoder = try Setting().decoder(TinyModel())
      try decoder.process([1, 2, 3], logitRows: 2, cancellation: nil)
      decoder.withLogits(row: 2) { _ in }
    }
  }
}
