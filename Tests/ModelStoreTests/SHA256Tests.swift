import Foundation
import ModelStore
import Testing

struct SHA256Tests {
  /// Examples of the standard (FIPS 180-4) and of the NIST test vectors.
  static let examples: [(text: String, sum: String)] = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
        + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ]

  @Test(arguments: examples)
  func standardExamples(text: String, sum: String) {
    #expect(hexSum(Array(text.utf8)) == sum)
  }

  @Test(arguments: [1, 3, 55, 56, 63, 64, 65, 119, 128, 1000])
  func sumDoesNotDependOnChunks(size: Int) {
    let bytes = noise(5000)
    var sum = SHA256()
    for start in stride(from: 0, to: bytes.count, by: size) {
      bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { sum.update($0) }
    }
    #expect(sum.hexDigest() == hexSum(bytes))
  }

  @Test func streamGoesOnAfterADigest() {
    var sum = SHA256()
    Array("ab".utf8).withUnsafeBytes { sum.update($0) }
    #expect(sum.hexDigest() == hexSum(Array("ab".utf8)))
    Array("c".utf8).withUnsafeBytes { sum.update($0) }
    #expect(sum.hexDigest() == hexSum(Array("abc".utf8)))
  }

  @Test func everyLengthAroundABlockAgreesWithTheSystemsProgram() throws {
    let folder = try TemporaryFolder()
    let bytes = noise(200)
    for length in 0...200 { try folder.write(Array(bytes[..<length]), to: "f\(1000 + length)") }
    let output = try runShell("cd '\(folder.path)' && sha256sum f*")
    let sums = output.split(separator: "\n").map { String($0.prefix(64)) }
    #expect(sums == (0...200).map { hexSum(Array(bytes[..<$0])) })
  }
}
