#if arch(x86_64)
import Builtin
import _Builtin_intrinsics.intel.cpuid
#endif

extension InstructionSet {
  /// The sets that this processor and its operating system support, from the least to the most.
  ///
  /// Never empty: `portable` is always first.
  package static let supported: [InstructionSet] = {
    #if arch(x86_64)
    let processor = ProcessorFeatures()
    return allCases.filter { $0.isSupported(by: processor) }
    #else
    return [.portable]
    #endif
  }()

  #if arch(x86_64)
  private func isSupported(by processor: ProcessorFeatures) -> Bool {
    switch self {
    case .portable: true
    case .avx2: processor.hasLevel3
    case .avx512: processor.hasLevel3 && processor.hasLevel4 && processor.hasVNNI
    }
  }
  #endif
}

#if arch(x86_64)
/// What CPUID says, and which registers the operating system saves.
///
/// A kernel room is compiled for a whole level of x86-64 (`x86-64-v3`, `x86-64-v4`), and the
/// compiler may use any instruction of the level; so every feature of the level is asked for.
private struct ProcessorFeatures {
  private let basic: UInt32
  private let extended: UInt32
  private let leaf7: (ebx: UInt32, ecx: UInt32)
  private let savedState: UInt64

  init() {
    basic = Self.leaf(1).ecx
    extended = Self.leaf(0x8000_0001).ecx
    leaf7 = Self.leaf(7)
    // XGETBV is an invalid instruction unless the system has turned it on (OSXSAVE).
    savedState = Self.bits([27]) & basic == 0 ? 0 : Self.enabledState()
  }

  /// Up to AVX2, FMA and F16C: `x86-64-v3`.
  var hasLevel3: Bool {
    // SSE3, SSSE3, FMA, CMPXCHG16B, SSE4.1, SSE4.2, MOVBE, POPCNT, OSXSAVE, AVX, F16C.
    let basicBits = Self.bits([0, 9, 12, 13, 19, 20, 22, 23, 27, 28, 29])
    // BMI1, AVX2, BMI2.
    let leaf7Bits = Self.bits([3, 5, 8])
    // LAHF in 64-bit mode, LZCNT.
    let extendedBits = Self.bits([0, 5])
    return basic & basicBits == basicBits && leaf7.ebx & leaf7Bits == leaf7Bits
      && extended & extendedBits == extendedBits && savedState & 0x06 == 0x06
  }

  /// AVX-512 F, DQ, CD, BW and VL: what `x86-64-v4` adds.
  var hasLevel4: Bool {
    let leaf7Bits = Self.bits([16, 17, 28, 30, 31])
    return leaf7.ebx & leaf7Bits == leaf7Bits && savedState & 0xE6 == 0xE6
  }

  /// AVX-512 VNNI.
  var hasVNNI: Bool { leaf7.ecx & Self.bits([11]) != 0 }

  private static func bits(_ positions: [UInt32]) -> UInt32 {
    positions.reduce(0) { $0 | 1 << $1 }
  }

  /// Two registers of a CPUID leaf, zero where the processor has no such leaf.
  private static func leaf(_ number: UInt32) -> (ebx: UInt32, ecx: UInt32) {
    var (eax, ebx, ecx, edx) = (UInt32(0), UInt32(0), UInt32(0), UInt32(0))
    guard __get_cpuid_count(number, 0, &eax, &ebx, &ecx, &edx) != 0 else { return (0, 0) }
    return (ebx, ecx)
  }

  /// The register XCR0: bits 1 and 2 are the SSE and AVX state, 5 to 7 that of AVX-512.
  private static func enabledState() -> UInt64 {
    // The intrinsics header spells XGETBV as a macro, which Swift does not import.
    UInt64(bitPattern: Int64(Builtin.int_x86_xgetbv(UInt32(0)._value)))
  }
}
#endif
