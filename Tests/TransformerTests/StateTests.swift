import Compute
import Foundation
import KernelTable
import SequenceModel
import TestSupport
import Testing
import Transformer

@Suite("The state of a decoder")
struct StateTests {
  @Test("Tokens taken back leave no trace", arguments: InstructionSet.supported)
  func truncate(isa: InstructionSet) throws {
    for type in KeyValueType.allCases {
      let setting = Setting(isa: isa, keyValueType: type)
      let (used, fresh) = (
        try setting.decoder(TinyFiles.file()), try setting.decoder(TinyFiles.file())
      )
      let tokens = randomTokens(60, below: used.vocabularySize)
      let others = randomTokens(60, below: used.vocabularySize, seed: 2)
      for kept in [59, 31, 1, 0] {
        fresh.truncate(to: 0)
        used.truncate(to: 0)
        _ = try fresh.read(tokens[..<kept])
        _ = try used.read(tokens[..<kept])
        _ = try used.read(others[kept...])
        used.truncate(to: kept)
        #expect(used.tokenCount == kept)
        #expect(try used.read(tokens[kept...]) == fresh.read(tokens[kept...]), "after \(kept)")
      }
    }
  }

  @Test("Truncating to more than there is does nothing, to less than none is to none")
  func truncateOutOfRange() throws {
    let decoder = try Setting().decoder(TinyFiles.file())
    decoder.truncate(to: 5)
    #expect(decoder.tokenCount == 0)
    _ = try decoder.read([1, 2, 3])
    decoder.truncate(to: 4)
    #expect(decoder.tokenCount == 3)
    decoder.truncate(to: -1)
    #expect(decoder.tokenCount == 0)
  }

  @Test("A batch for which there is no room is refused and leaves the state as it was")
  func contextFull() throws {
    try expectUnchanged(by: .contextFull(needed: 65, contextSize: 64)) { decoder in
      _ = try decoder.read(Array(repeating: 1, count: 45))
    }
  }

  @Test("The context can be filled to its last token")
  func fullContext() throws {
    let decoder = try Setting(contextSize: 64).decoder(TinyFiles.file())
    let tokens = randomTokens(64, below: decoder.vocabularySize)
    _ = try decoder.read(tokens[..<63])
    let last = try decoder.read(tokens[63...])
    #expect(decoder.tokenCount == 64)
    #expect(throws: SequenceModelError.contextFull(needed: 65, contextSize: 64)) {
      _ = try decoder.read([1])
    }
    decoder.truncate(to: 63)
    #expect(try decoder.read(tokens[63...]) == last)
  }

  @Test(
    "A token outside the vocabulary is refused and leaves the state as it was",
    arguments: [-1, TokenID.min, TokenID.max, TokenID(TinyVocabulary().tokens.count)])
  func invalidToken(token: TokenID) throws {
    try expectUnchanged(by: .invalidToken(token)) { decoder in
      _ = try decoder.read([1, 2, token, 3])
    }
  }

  @Test("The last token of the vocabulary is read")
  func lastToken() throws {
    let decoder = try Setting().decoder(TinyFiles.file())
    let rows = try decoder.read([TokenID(decoder.vocabularySize - 1)])
    #expect(rows[0].allSatisfy { $0.isFinite })
  }

  @Test("A cancelled batch leaves the state as it was", arguments: [1, 5, 40])
  func cancelled(count: Int) throws {
    try expectUnchanged(by: .cancelled) { decoder in
      let cancellation = Cancellation()
      cancellation.cancel()
      _ = try decoder.read(Array(repeating: 7, count: count), cancellation: cancellation)
    }
  }

  @Test("A cancellation at any time stops the batch whole or not at all")
  func cancelledHalfway() throws {
    let decoder = try Setting().decoder(TinyFiles.file())
    let tokens = randomTokens(900, below: decoder.vocabularySize)
    _ = try decoder.read(tokens[..<20])
    let truth = try decoder.read(tokens[20..<25])
    var outcomes: Set<Bool> = []
    for delay in 0..<12 {
      decoder.truncate(to: 20)
      let cancellation = Cancellation()
      let thread = Thread {
        usleep(UInt32(delay * 4000))
        cancellation.cancel()
      }
      thread.start()
      let isDone: Bool
      do {
        try decoder.process(tokens[20...], logitRows: 1, cancellation: cancellation)
        isDone = true
      } catch {
        #expect(error == .cancelled)
        isDone = false
      }
      #expect(decoder.tokenCount == (isDone ? 900 : 20))
      outcomes.insert(isDone)
      decoder.truncate(to: 20)
      #expect(try decoder.read(tokens[20..<25]) == truth, "after \(delay * 4) ms")
    }
    #expect(outcomes.contains(false))
  }

  @Test("A cancellation that is not raised changes nothing")
  func notCancelled() throws {
    let decoder = try Setting().decoder(TinyFiles.file())
    let rows = try decoder.read([1, 2, 3])
    decoder.truncate(to: 0)
    #expect(try decoder.read([1, 2, 3], cancellation: Cancellation()) == rows)
  }

  @Test(
    "Keys and values in half precision are close to those in float32",
    arguments: InstructionSet.supported)
  func halves(isa: InstructionSet) throws {
    let file = try TinyFiles.file()
    let tokens = randomTokens(80, below: TinyVocabulary().tokens.count)
    let exact = try Setting.exact.decoder(file).read(tokens)
    let setting = Setting(isa: isa, policy: .blas, keyValueType: .f16)
    let halves = try setting.decoder(file).read(tokens)
    #expect(normalizedError(halves, exact) < 1e-5)
    #expect(halves != exact)
  }

  @Test(
    "Keys and values as bytes are close to those in float32", arguments: InstructionSet.supported)
  func bytes(isa: InstructionSet) throws {
    let file = try TinyFiles.file()
    let tokens = randomTokens(80, below: TinyVocabulary().tokens.count)
    let exact = try Setting.exact.decoder(file).read(tokens)
    let setting = Setting(isa: isa, policy: .blas, keyValueType: .q8_0)
    let bytes = try setting.decoder(file).read(tokens)
    #expect(normalizedError(bytes, exact) < 1e-3)
    #expect(bytes != exact)
  }

  @Test(
    "A token's keys and values take two layers of two heads, twice",
    arguments: [(KeyValueType.f16, 128), (.q8_0, 68), (.f32, 256)])
  func cacheSize(type: KeyValueType, bytesPerHead: Int) throws {
    let setting = Setting(keyValueType: type, contextSize: 100)
    #expect(try setting.decoder(TinyFiles.file()).cacheBytesPerToken == 2 * 2 * 2 * bytesPerHead)
  }

  @Test("Decoders of one file do not disturb each other")
  func twoDecoders() throws {
    let file = try TinyFiles.file()
    let (first, second) = (try Setting().decoder(file), try Setting().decoder(file))
    let tokens = randomTokens(20, below: first.vocabularySize)
    _ = try first.read(tokens[..<10])
    let truth = try first.read(tokens[10...])
    first.truncate(to: 10)
    _ = try second.read(randomTokens(20, below: first.vocabularySize, seed: 5))
    #expect(try first.read(tokens[10...]) == truth)
  }

  /// Checks that something fails, and that a decoder with 20 tokens then goes on as a fresh one.
  private func expectUnchanged(
    by expected: SequenceModelError, _ body: (Decoder) throws -> Void
  ) throws {
    let setting = Setting(contextSize: 64)
    let tokens = randomTokens(30, below: TinyVocabulary().tokens.count)
    let truth = try setting.decoder(TinyFiles.file()).read(tokens, split: [20])
    let decoder = try setting.decoder(TinyFiles.file())
    _ = try decoder.read(tokens[..<20])
    #expect(throws: expected) { try body(decoder) }
    #expect(decoder.tokenCount == 20)
    #expect(try decoder.read(tokens[20...]) == Array(truth[20...]))
  }
}
