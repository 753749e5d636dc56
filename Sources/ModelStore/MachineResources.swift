#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What a machine has to give to a model.
package struct MachineResources: Sendable, Equatable {
  /// The memory that this process may use, in bytes.
  package let physicalMemory: UInt64

  package init(physicalMemory: UInt64) {
    self.physicalMemory = physicalMemory
  }

  /// Reads the memory of this machine, or of the container around this process if that is less.
  package static func current() -> MachineResources {
    let pages = UInt64(clamping: sysconf(Int32(_SC_PHYS_PAGES)))
    let pageSize = UInt64(clamping: sysconf(Int32(_SC_PAGESIZE)))
    let (installed, overflow) = pages.multipliedReportingOverflow(by: pageSize)
    let limits = controlGroupFiles.compactMap(number(inFile:))
    let memory = limits.reduce(overflow ? .max : installed, min)
    return MachineResources(physicalMemory: memory)
  }

  /// Where Linux tells a container its limit: version 2 and version 1 of control groups.
  private static let controlGroupFiles = [
    "/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes",
  ]

  /// Returns the number that a small file consists of, nil where there is none.
  private static func number(inFile path: String) -> UInt64? {
    guard let bytes = FileSystem.contents(of: path, limit: 64) else { return nil }
    return UInt64(String(decoding: bytes.prefix { $0 >= 0x30 && $0 <= 0x39 }, as: UTF8.self))
  }
}
