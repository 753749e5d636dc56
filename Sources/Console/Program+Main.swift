#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension Program {
  /// Runs the command line of this process and ends the process.
  package static func main() -> Never {
    openMissingStreams()
    let interruption = Interruption()
    interruption.start()
    let session = Session(
      environment: ProcessEnvironment.current(), input: StandardInput(),
      output: OutputFile(descriptor: 1, name: "standard output"),
      errorOutput: OutputFile(descriptor: 2, name: "standard error"),
      interruption: interruption, engine: LatheEngine())
    let status = run(Array(CommandLine.arguments.dropFirst()), in: session)
    exit(status.rawValue)
  }

  /// Puts something harmless where a standard stream was closed.
  ///
  /// Else the next file that is opened, perhaps the model, would become standard output. What
  /// stands in is open the wrong way round, so that using the stream is an error.
  private static func openMissingStreams() {
    for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) < 0 {
      let opened = open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
      // The lowest free descriptor is this one, because all below it are open.
      assert(opened == descriptor || opened < 0)
    }
  }
}
