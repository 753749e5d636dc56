package import KernelTable

import KernelsAVX512


/// Which kernels this process runs.
package enum KernelSelection {
  /// The kernels of an instruction set.
  package static func table(for isa: InstructionSet) -> KernelTable {
    switch isa {
    case .portable: avx512Kernels
    case .avx2: avx512Kernels
    case .avx512: avx512Kernels
    }
  }

  /// The best that this processor has.
  package static var best: KernelTable {
    table(for: InstructionSet.supported.last ?? .portable)
  }
}
