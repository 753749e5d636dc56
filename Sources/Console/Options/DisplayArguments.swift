import ArgumentParser
import Terminal

/// How much is said on standard error, and in which colours.
struct DisplayArguments: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say more: the receipt, speeds, memory.")
  var verbose = false

  @Option(help: ArgumentHelp("When to use colours.", valueName: "when"))
  var color: ColorChoice?

  mutating func validate() throws {
    if quiet && verbose { throw ValidationError("--quiet and --verbose exclude each other") }
  }
}

extension ColorChoice: ExpressibleByArgument {}
