package import KernelTable
import KernelsPortable

#if arch(x86_64)
import KernelsAVX2
import KernelsAVX512
#endif

/// Which kernels this process runs.
package enum KernelSelection {
  /// The kernels of an instruction set; `portable` where this architecture does not have it.
  package static func table(for isa: InstructionSet) -> KernelTable {
    #if arch(x86_64)
    return switch isa {
    case .portable: portableKernels
    case .avx2: avx2Kernels
    case .avx512: avx512Kernels
    }
    #else
    return portableKernels
    #endif
  }

  /// The best that this processor has.
  package static var best: KernelTable {
    table(for: InstructionSet.supported.last ?? .portable)
  }
}
