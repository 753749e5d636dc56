import KernelTable
import Testing

#if canImport(Glibc)
import Glibc
#endif

@Suite("Kernel tables")
struct TableTests {
  @Test("Each table says which instruction set it is for", arguments: KernelSets.runnable)
  func name(isa: InstructionSet) {
    #expect(isa.kernels.isa == isa)
  }

  @Test("No two entries share code, within a table or between tables")
  func distinctEntries() {
    let entries = KernelSets.runnable.flatMap { isa in
      addresses(isa.kernels).map { (isa, $0.key, $0.value) }
    }
    #expect(entries.count == 38 * KernelSets.runnable.count)
    let byAddress = Dictionary(grouping: entries, by: \.2)
    for (_, sharing) in byAddress where sharing.count > 1 {
      Issue.record("one address for \(sharing.map { "\($0.0) \($0.1)" })")
    }
  }

  @Test("Portable kernels are supported everywhere, and sets come in ascending order")
  func supported() {
    #expect(InstructionSet.supported.first == .portable)
    let order = InstructionSet.allCases.filter { InstructionSet.supported.contains($0) }
    #expect(InstructionSet.supported == order)
  }

  // The kernel lists a feature only when it also saves the registers: an independent witness.
  #if os(Linux) && arch(x86_64)
  @Test("The detected sets agree with the operating system")
  func agreesWithSystem() throws {
    let flags = try processorFlags()
    let level3: Set = ["avx2", "fma", "f16c", "bmi1", "bmi2", "movbe", "abm"]
    let level4: Set = ["avx512f", "avx512dq", "avx512cd", "avx512bw", "avx512vl", "avx512_vnni"]
    #expect(InstructionSet.supported.contains(.avx2) == flags.isSuperset(of: level3))
    #expect(
      InstructionSet.supported.contains(.avx512)
        == flags.isSuperset(of: level3.union(level4)))
  }

  private func processorFlags() throws -> Set<String> {
    let file = try #require(fopen("/proc/cpuinfo", "r"))
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 16_384)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8($0) }, as: UTF8.self)
      guard text.hasPrefix("flags") else { continue }
      return Set(text.split { " \t\n:".contains($0) }.map { String($0) })
    }
    return []
  }
  #endif

  private func addresses(_ table: KernelTable) -> [String: UInt] {
    let (integer, decode, rows) = (table.integer, table.decode, table.rows)
    return [
      "quantize32": unsafeBitCast(integer.quantize32, to: UInt.self),
      "quantize256": unsafeBitCast(integer.quantize256, to: UInt.self),
      "dotQ4_0": unsafeBitCast(integer.dot.q4_0, to: UInt.self),
      "dotQ5_0": unsafeBitCast(integer.dot.q5_0, to: UInt.self),
      "dotQ8_0": unsafeBitCast(integer.dot.q8_0, to: UInt.self),
      "dotQ4_K": unsafeBitCast(integer.dot.q4_K, to: UInt.self),
      "dotQ6_K": unsafeBitCast(integer.dot.q6_K, to: UInt.self),
      "dotQ4_1": unsafeBitCast(integer.dot.q4_1, to: UInt.self),
      "dotQ5_1": unsafeBitCast(integer.dot.q5_1, to: UInt.self),
      "dotIQ4_NL": unsafeBitCast(integer.dot.iq4_NL, to: UInt.self),
      "dotMXFP4": unsafeBitCast(integer.dot.mxfp4, to: UInt.self),
      "dotQ2_K": unsafeBitCast(integer.dot.q2_K, to: UInt.self),
      "dotQ3_K": unsafeBitCast(integer.dot.q3_K, to: UInt.self),
      "dotQ5_K": unsafeBitCast(integer.dot.q5_K, to: UInt.self),
      "dotIQ4_XS": unsafeBitCast(integer.dot.iq4_XS, to: UInt.self),
      "narrow": unsafeBitCast(table.halves.narrow, to: UInt.self),
      "widen": unsafeBitCast(table.halves.widen, to: UInt.self),
      "rmsNorm": unsafeBitCast(rows.rmsNorm, to: UInt.self),
      "rotateHalves": unsafeBitCast(rows.rotateHalves, to: UInt.self),
      "rotateAdjacent": unsafeBitCast(rows.rotateAdjacent, to: UInt.self),
      "add": unsafeBitCast(rows.add, to: UInt.self),
      "gateSiLU": unsafeBitCast(rows.gateSiLU, to: UInt.self),
      "multiplyFloats": unsafeBitCast(rows.multiplyFloats, to: UInt.self),
      "overHalves": unsafeBitCast(table.attention.overHalves, to: UInt.self),
      "overFloats": unsafeBitCast(table.attention.overFloats, to: UInt.self),
      "largest": unsafeBitCast(table.rows.largest, to: UInt.self),
      "overBytes": unsafeBitCast(table.attention.overBytes, to: UInt.self),
      "mergeAttention": unsafeBitCast(table.attention.merge, to: UInt.self),
      "decodeQ4_0": unsafeBitCast(decode.q4_0, to: UInt.self),
      "decodeQ5_0": unsafeBitCast(decode.q5_0, to: UInt.self),
      "decodeQ8_0": unsafeBitCast(decode.q8_0, to: UInt.self),
      "decodeQ4_K": unsafeBitCast(decode.q4_K, to: UInt.self),
      "decodeQ6_K": unsafeBitCast(decode.q6_K, to: UInt.self),
      "decodeQ4_1": unsafeBitCast(decode.q4_1, to: UInt.self),
      "decodeQ5_1": unsafeBitCast(decode.q5_1, to: UInt.self),
      "decodeIQ4_NL": unsafeBitCast(decode.iq4_NL, to: UInt.self),
      "decodeQ5_K": unsafeBitCast(decode.q5_K, to: UInt.self),
      "decodeF16": unsafeBitCast(decode.f16, to: UInt.self),
    ]
  }
}
