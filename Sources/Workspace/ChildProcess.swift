#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Runs a program to its end and collects what it wrote.
struct ChildProcess {
  struct Output {
    /// The exit status, or 128 and the signal's number.
    var status: Int32
    var standardOutput: [UInt8] = []
    var standardError: [UInt8] = []
  }

  enum Failure: Error, Equatable {
    case notFound
    case system(Int32)
    case tooMuchOutput
    case timedOut
  }

  /// The program and its arguments; the program is looked for in the PATH of `environment`.
  var arguments: [String]
  /// Every variable that the program sees.
  var environment: [String: String]
  /// The most bytes that it may write to standard output.
  var outputLimit: Int
  /// How long it may take; nil for any time.
  var timeLimit: Duration?

  /// Runs the program with nothing on its standard input.
  func run() throws(Failure) -> Output {
    guard let program = findProgram() else { throw .notFound }
    let output = try Pipe()
    let errors = try Pipe()
    let child = try spawn(program, output: output.writeEnd, errors: errors.writeEnd)
    output.closeWriteEnd()
    errors.closeWriteEnd()
    var collected = Output(status: 0)
    let failure = collect(from: output, errors, into: &collected)
    if failure != nil { kill(child, SIGKILL) }
    collected.status = Self.wait(for: child)
    if let failure { throw failure }
    return collected
  }

  private func findProgram() -> String? {
    let folders = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
    return folders.lazy.map { "\($0)/\(arguments[0])" }.first {
      access($0, X_OK) == 0 && !FileBytes.isFolder($0)
    }
  }

  private func spawn(
    _ program: String, output: Int32, errors: Int32
  ) throws(Failure) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    Self.resetSignals(&attributes)

    var argv = Self.cStrings(arguments)
    var envp = Self.cStrings(environment.map { "\($0.key)=\($0.value)" })
    defer { for pointer in argv + envp { free(pointer) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, program, &actions, &attributes, &argv, &envp)
    if code == ENOENT || code == ENOTDIR { throw .notFound }
    guard code == 0 else { throw .system(code) }
    return child
  }

  /// The program handles signals itself, whatever its parent blocks or ignores.
  private static func resetSignals(_ attributes: inout posix_spawnattr_t) {
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var pipe = sigset_t()
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &pipe)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
  }

  /// Copies of the strings with a null pointer at the end, as C expects them; the caller frees.
  private static func cStrings(_ strings: [String]) -> [UnsafeMutablePointer<CChar>?] {
    strings.map { strdup($0) } + [nil]
  }

  private static func wait(for child: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}
