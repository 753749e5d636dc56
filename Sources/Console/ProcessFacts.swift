import Workspace

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What the system knows about this process.
enum ProcessFacts {
  /// The most memory that the process held at once, in bytes.
  static var peakMemory: UInt64 {
    var usage = rusage()
    #if canImport(Darwin)
    guard getrusage(RUSAGE_SELF, &usage) == 0 else { return 0 }
    return UInt64(clamping: usage.ru_maxrss)
    #else
    guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
    return UInt64(clamping: usage.ru_maxrss) * 1024
    #endif
  }

  /// How many bytes of mapped files the process sees in pages of 2 MiB; nil where the system does
  /// not say.
  static var largeFilePages: UInt64? {
    guard let bytes = try? FileBytes.contents(of: "/proc/self/smaps_rollup", limit: 8192) else {
      return nil
    }
    let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix("FilePmdMapped:") }
    let fields = line?.split(separator: " ")
    guard let fields, fields.count > 1, let count = UInt64(fields[1]) else { return nil }
    return count * 1024
  }

  /// How old the process was at a moment; nil where the system does not say.
  static func age(at moment: ContinuousClock.Instant?) -> Duration? {
    guard let moment, let age else { return nil }
    return age - (ContinuousClock.now - moment)
  }

  /// How long the process runs, to a hundredth of a second; nil where the system does not say.
  static var age: Duration? {
    #if os(Linux)
    // The start stands after the name, which may hold blanks and brackets itself.
    guard let bytes = try? FileBytes.contents(of: "/proc/self/stat", limit: 4096) else {
      return nil
    }
    let text = String(decoding: bytes, as: UTF8.self)
    guard let name = text.lastIndex(of: ")") else { return nil }
    let fields = text[name...].split(separator: " ")
    let ticksPerSecond = sysconf(Int32(_SC_CLK_TCK))
    guard fields.count > 20, let ticks = Double(fields[20]), ticksPerSecond > 0 else { return nil }
    var now = timespec()
    clock_gettime(CLOCK_BOOTTIME, &now)
    let started = ticks / Double(ticksPerSecond)
    return .seconds(Double(now.tv_sec) + Double(now.tv_nsec) / 1e9 - started)
    #else
    return nil
    #endif
  }
}
