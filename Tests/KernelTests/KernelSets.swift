import KernelTable
import KernelsPortable

#if arch(x86_64)
import KernelsAVX2
import KernelsAVX512
#endif

/// The kernels that this processor can run.
enum KernelSets {
  static let runnable = InstructionSet.supported

  static func table(_ isa: InstructionSet) -> KernelTable {
    #if arch(x86_64)
    switch isa {
    case .portable: portableKernels
    case .avx2: avx2Kernels
    case .avx512: avx512Kernels
    }
    #else
    portableKernels
    #endif
  }
}

extension InstructionSet {
  var kernels: KernelTable { KernelSets.table(self) }
}
