#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// One run of a program that fetches something, watched until it ends.
struct ToolRun {
  /// Which pipe bytes came through.
  enum Stream { case output, errors }

  let command: [String]
  let environment: [String: String]
  /// Asked several times a second; true ends the program and the run.
  let isCancelled: () -> Bool

  /// Starts the program and watches it to its end.
  ///
  /// Throws what the closures throw, after the end of the program; `PullStopped` when the user
  /// stopped it; `SourceProblem` when it could not start or was silent for too long.
  ///
  /// - Parameters:
  ///   - patience: how long the program may be silent now, in seconds, and the problem that a
  ///     longer silence is. It is asked again and again, because the start may take less than the
  ///     rest.
  ///   - receive: gets the bytes that came.
  ///   - isGrowing: asked several times a second for signs of life other than bytes.
  /// - Returns: the end of the program and the last lines that it wrote to its error output.
  func watch(
    patience: () -> (seconds: Double, problem: SourceProblem),
    receive: (Stream, UnsafeRawBufferPointer) throws -> Void,
    isGrowing: () throws -> Bool
  ) throws -> (ending: ChildProcess.Ending, lastLines: [String]) {
    let child = try ChildProcess(command: command, environment: environment)
    var errorText: [UInt8] = []
    do {
      try follow(child, patience, isGrowing) { stream, bytes in
        if stream == .errors { Self.keepTail(&errorText, bytes) }
        try receive(stream, bytes)
      }
    } catch {
      child.kill()
      _ = child.finish()
      throw error
    }
    return (child.finish(), Self.lines(errorText))
  }

  /// Reads both pipes until they end and the program has ended.
  private func follow(
    _ child: ChildProcess, _ patience: () -> (seconds: Double, problem: SourceProblem),
    _ isGrowing: () throws -> Bool, _ receive: (Stream, UnsafeRawBufferPointer) throws -> Void
  ) throws {
    var pipes = [
      pollfd(fd: child.output, events: Int16(POLLIN), revents: 0),
      pollfd(fd: child.errors, events: Int16(POLLIN), revents: 0),
    ]
    var lastSign = Self.now()
    while pipes.contains(where: { $0.fd >= 0 }) {
      if isCancelled() { throw PullStopped() }
      let ready = poll(&pipes, nfds_t(pipes.count), 50)
      if ready > 0 {
        try Self.drain(&pipes, receive)
        lastSign = Self.now()
      } else if try isGrowing() {
        lastSign = Self.now()
      }
      let (seconds, problem) = patience()
      if Self.now() - lastSign > seconds { throw problem }
    }
  }

  /// Reads once from every pipe that has something; an ended pipe leaves the list.
  private static func drain(
    _ pipes: inout [pollfd], _ receive: (Stream, UnsafeRawBufferPointer) throws -> Void
  ) throws {
    try withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 16) { buffer in
      for (index, stream) in [Stream.output, .errors].enumerated() {
        guard pipes[index].fd >= 0, pipes[index].revents != 0 else { continue }
        let count = read(pipes[index].fd, buffer.baseAddress, buffer.count)
        if count > 0 {
          try receive(stream, UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        } else if count == 0 || errno != EINTR {
          pipes[index].fd = -1
        }
      }
    }
  }

  /// Appends bytes and keeps the last 4096.
  private static func keepTail(_ tail: inout [UInt8], _ bytes: UnsafeRawBufferPointer) {
    tail.append(contentsOf: bytes)
    if tail.count > 4096 { tail.removeFirst(tail.count - 4096) }
  }

  /// Returns the printable lines of a text, the empty ones left out.
  private static func lines(_ text: [UInt8]) -> [String] {
    text.split { $0 == 0x0a || $0 == 0x0d }.map { line in
      String(decoding: line.filter { $0 >= 0x20 && $0 != 0x7f }, as: UTF8.self)
    }.filter { !$0.isEmpty }
  }

  /// Returns a clock that never goes back, in seconds.
  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// Thrown when the user stopped the download; `pull` adds how far it came.
struct PullStopped: Error {}
