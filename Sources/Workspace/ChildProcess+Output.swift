#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension ChildProcess {
  /// A pipe whose ends are closed when it goes away, and which no other child inherits.
  final class Pipe {
    let readEnd: Int32
    private(set) var writeEnd: Int32

    init() throws(Failure) {
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { throw .system(errno) }
      readEnd = ends[0]
      writeEnd = ends[1]
      _ = fcntl(readEnd, F_SETFD, FD_CLOEXEC)
      _ = fcntl(writeEnd, F_SETFD, FD_CLOEXEC)
    }

    func closeWriteEnd() {
      if writeEnd >= 0 { close(writeEnd) }
      writeEnd = -1
    }

    deinit {
      close(readEnd)
      closeWriteEnd()
    }
  }

  /// Reads both pipes as they fill, so that the child never waits for the one not read.
  ///
  /// - Returns: what is wrong when the child wrote more than it may, or took longer.
  func collect(from output: Pipe, _ errors: Pipe, into collected: inout Output) -> Failure? {
    let deadline = timeLimit.map { ContinuousClock.now + $0 }
    var watched = [
      pollfd(fd: output.readEnd, events: Int16(POLLIN), revents: 0),
      pollfd(fd: errors.readEnd, events: Int16(POLLIN), revents: 0),
    ]
    while watched.contains(where: { $0.fd >= 0 }) {
      let wait = deadline.map { Self.milliseconds(until: $0) } ?? -1
      guard wait != 0 else { return .timedOut }
      let count = poll(&watched, nfds_t(watched.count), wait)
      guard count >= 0 || errno == EINTR else { return nil }
      // After a signal or in vain, what poll left there means nothing.
      if count <= 0 { continue }
      if watched[0].revents != 0, !Self.readSome(output.readEnd, &collected.standardOutput) {
        watched[0].fd = -1
      }
      if watched[1].revents != 0, !Self.readSome(errors.readEnd, &collected.standardError) {
        watched[1].fd = -1
      }
      if collected.standardOutput.count > outputLimit { return .tooMuchOutput }
      // Only the first lines of an endless complaint are of use.
      if collected.standardError.count > 1 << 20 { return .tooMuchOutput }
    }
    return nil
  }

  /// The time that is left, rounded up; 0 where there is none.
  private static func milliseconds(until deadline: ContinuousClock.Instant) -> Int32 {
    let left = deadline - .now
    guard left > .zero else { return 0 }
    return Int32(
      clamping: left / .milliseconds(1) > 1e9 ? 1_000_000_000 : Int(left / .milliseconds(1)) + 1)
  }

  /// Appends what is there; false at the end.
  private static func readSome(_ descriptor: Int32, _ bytes: inout [UInt8]) -> Bool {
    let count = withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { buffer in
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count > 0 { bytes.append(contentsOf: buffer[..<count]) }
      return count
    }
    return count > 0 || (count < 0 && errno == EINTR)
  }
}
