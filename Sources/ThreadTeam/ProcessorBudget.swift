#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// How many threads of computation this process should run.
///
/// Decoding is bound by memory bandwidth and prefill by multiply-adds, so a second thread on the
/// same physical core brings little, and a thread beyond the quota of a container brings harm.
package enum ProcessorBudget {
  /// The number of physical cores that this process may use, at least 1 and at most 64.
  package static func recommendedThreads() -> Int {
    let allowed = allowedProcessors()
    var limit = physicalCores(among: allowed)
    if let quota = cgroupQuota() { limit = min(limit, quota) }
    return min(max(limit, 1), 64)
  }

  /// The logical processors in this process's affinity mask.
  static func allowedProcessors() -> [Int] {
    let prefix = "Cpus_allowed_list:"
    for line in lines(ofFileAt: "/proc/self/status") where line.hasPrefix(prefix) {
      let list = processors(inList: line.dropFirst(prefix.count).trimming())
      if !list.isEmpty { return list }
    }
    return Array(0..<max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
  }

  /// Reads a list such as `0-3,8,10-11`; parts that are not numbers are left out.
  package static func processors(inList list: some StringProtocol) -> [Int] {
    list.split(separator: ",").flatMap { part -> [Int] in
      let bounds = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard bounds.count <= 2, let first = bounds.first ?? nil, let last = bounds.last ?? nil,
        first >= 0, first <= last, last < 65_536
      else { return [] }
      return Array(first...last)
    }
  }

  /// Counts groups of sibling threads; a processor whose siblings are unknown counts for itself.
  static func physicalCores(among processors: [Int]) -> Int {
    var groups = Set<String>()
    for processor in processors {
      let path = "/sys/devices/system/cpu/cpu\(processor)/topology/thread_siblings_list"
      groups.insert(firstLine(ofFileAt: path) ?? "cpu\(processor)")
    }
    return groups.count
  }

  /// The whole processors that the control group grants, or nil without a quota.
  static func cgroupQuota() -> Int? {
    if let line = firstLine(ofFileAt: "/sys/fs/cgroup/cpu.max") {
      return wholeProcessors(cpuMax: line)
    }
    guard let quota = firstLine(ofFileAt: "/sys/fs/cgroup/cpu/cpu.cfs_quota_us"),
      let period = firstLine(ofFileAt: "/sys/fs/cgroup/cpu/cpu.cfs_period_us")
    else { return nil }
    return wholeProcessors(cpuMax: "\(quota) \(period)")
  }

  /// Reads `QUOTA PERIOD` in microseconds, rounded down to whole processors but at least 1.
  package static func wholeProcessors(cpuMax line: String) -> Int? {
    let parts = line.split(separator: " ")
    guard parts.count == 2, let quota = Int(parts[0]), let period = Int(parts[1]),
      quota > 0, period > 0
    else { return nil }
    return max(1, quota / period)
  }

  private static func firstLine(ofFileAt path: String) -> String? {
    lines(ofFileAt: path).first
  }

  /// The lines of a small file of the system; none when it cannot be read.
  private static func lines(ofFileAt path: String) -> [String] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 16_384)
    let length = read(descriptor, &buffer, buffer.count)
    guard length > 0 else { return [] }
    return String(decoding: buffer[0..<length], as: UTF8.self)
      .split(separator: "\n").map { String($0) }
  }
}

extension Substring {
  fileprivate func trimming() -> Substring {
    var text = self
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}
