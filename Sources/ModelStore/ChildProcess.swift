#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A program that runs beside this one with its output in pipes and its input empty.
///
/// It leads a process group of its own, so that `kill` ends it with all that it started, and a
/// Ctrl-C of the terminal reaches this program alone, which then decides.
struct ChildProcess {
  /// How a program ended.
  enum Ending: Equatable {
    case exited(Int32)
    case signalled(Int32)
  }

  let identifier: pid_t
  /// The ends of the pipes that this program reads.
  let output: Int32
  let errors: Int32

  /// Starts a program that is looked for in PATH.
  ///
  /// Throws `SourceProblem.noTool` where there is none.
  init(command: [String], environment: [String: String]) throws {
    let name = command.first ?? ""
    let outputPipe = try Pipe(for: name)
    let errorPipe: Pipe
    do { errorPipe = try Pipe(for: name) } catch {
      outputPipe.closeBoth()
      throw error
    }
    let (status, child) = Self.spawn(command, environment, outputPipe.write, errorPipe.write)
    close(outputPipe.write)
    close(errorPipe.write)
    guard status == 0 else {
      close(outputPipe.read)
      close(errorPipe.read)
      throw SourceProblem.noTool(name: name)
    }
    (identifier, output, errors) = (child, outputPipe.read, errorPipe.read)
  }

  /// Ends the program and what it started, at once.
  func kill() {
    #if canImport(Darwin)
    _ = Darwin.kill(-identifier, SIGKILL)
    #elseif canImport(Musl)
    _ = Musl.kill(-identifier, SIGKILL)
    #else
    _ = Glibc.kill(-identifier, SIGKILL)
    #endif
  }

  /// Returns how the program ended, nil while it runs.
  func poll() -> Ending? {
    var status: Int32 = 0
    let result = waitpid(identifier, &status, WNOHANG)
    if result == 0 || (result < 0 && errno == EINTR) { return nil }
    let signal = status & 0x7f
    return signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
  }

  /// Closes the pipes and waits for the end.
  ///
  /// A program that has closed its own ends has nothing more to say, so it is soon ended.
  func finish() -> Ending {
    close(output)
    close(errors)
    let deadline = ToolRun.now() + Self.graceTime
    while true {
      if let ending = poll() { return ending }
      if ToolRun.now() > deadline { kill() }
      usleep(1_000)
    }
  }

  /// How long a program may go on after it has closed its pipes, in seconds.
  private static let graceTime = 2.0
}

extension ChildProcess {
  private struct Pipe {
    let read: Int32
    let write: Int32

    init(for name: String) throws {
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else {
        throw StoreError.system(action: .open, path: "a pipe to \(name)", code: errno)
      }
      (read, write) = (ends[0], ends[1])
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }

    func closeBoth() {
      close(read)
      close(write)
    }
  }

  /// Calls `posix_spawnp` and returns its status with the process identifier.
  private static func spawn(
    _ command: [String], _ environment: [String: String], _ output: Int32, _ errors: Int32
  ) -> (Int32, pid_t) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    prepare(&attributes)

    var child: pid_t = 0
    let status = withCStrings(command) { arguments in
      withCStrings(environment.map { $0.key + "=" + $0.value }) { variables in
        guard let program = arguments.first ?? nil else { return EINVAL }
        return posix_spawnp(&child, program, &actions, &attributes, arguments, variables)
      }
    }
    return (status, child)
  }

  /// Asks for an own process group, and for signals that act as in a fresh shell: a signal that
  /// this program ignores would else be ignored by the child, also the broken pipe that ends it
  /// when this program is killed.
  private static func prepare(_ attributes: inout posix_spawnattr_t) {
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    posix_spawnattr_setflags(&attributes, Int16(flags))
  }

  /// Gives `body` the strings as a list that ends with nil, as C wants it.
  private static func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers)
  }
}
