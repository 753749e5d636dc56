package import KernelTable
import KernelsAVX2
import KernelsAVX512
import KernelsPortable

/// Which kernels this process runs.
package enum KernelSelection {
  /// The kernels of an instruction set.
  package static func table(for isa: InstructionSet) -> KernelTable {
    switch isa {
    case .portable: portableKernels
    case .avx2: avx2Kernels
    case .avx512: avx512Kernels
    }
  }

  /// The best that this processor has.
  package static var best: KernelTable {
    table(for: InstructionSet.supported.last ?? .portable)
  }
}
