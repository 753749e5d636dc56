/// Fetches the rest of a file from an address, through `curl`.
struct CurlFetch {
  let url: String
  let partial: PartialFile
  let tools: DownloadTools
  let isCancelled: () -> Bool
  let report: (PullEvent) -> Void

  /// The number of times that a broken connection is taken up again.
  private static let patience = 5

  /// Runs until the partial file is complete.
  ///
  /// A transfer that breaks off is taken up where it ended, as long as each try brings something.
  func run() throws {
    var triesLeft = Self.patience
    while partial.count < partial.size {
      let start = partial.count
      let problem = try transfer()
      if partial.count == partial.size { return }
      triesLeft -= 1
      let hasMoved = partial.count != start
      guard hasMoved, triesLeft > 0 else { throw problem }
    }
  }

  /// Runs `curl` once and returns what is wrong if the file is not complete after it.
  private func transfer() throws -> SourceProblem {
    let start = partial.count
    var hasAnswered = false
    let run = ToolRun(
      command: command(from: start), environment: tools.environment, isCancelled: isCancelled)
    let (ending, lines): (ChildProcess.Ending, [String])
    do {
      (ending, lines) = try run.watch {
        hasAnswered
          ? (tools.silenceLimit, .stalled(seconds: tools.silenceLimit, after: partial.count))
          : (tools.answerLimit, .noAnswer(seconds: tools.answerLimit))
      } receive: { stream, bytes in
        hasAnswered = true
        guard stream == .output else { return }
        try partial.append(bytes)
        report(.advanced(done: partial.count, total: partial.size))
      } isGrowing: {
        false
      }
    } catch let problem as SourceProblem {
      if case .stalled = problem { return problem }
      throw problem
    }
    return try judge(ending, lines, start)
  }

  /// Returns the problem behind an ending of `curl`.
  ///
  /// A server that cannot go on from `start` makes the file empty, so that the next try begins at
  /// the first byte.
  private func judge(
    _ ending: ChildProcess.Ending, _ lines: [String], _ start: UInt64
  ) throws -> SourceProblem {
    let words = lines.filter { $0.hasPrefix("curl:") }
    switch ending {
    case .exited(0):
      return .endedEarly(at: partial.count, size: partial.size)
    case .exited(let status):
      if Self.cannotResume.contains(status), start > 0 { try partial.empty() }
      return .failed(tool: "curl", status: status, lines: words)
    case .signalled(let signal):
      return .failed(tool: "curl", status: 128 + signal, lines: words)
    }
  }

  /// The statuses of `curl` for a range that the server refuses, over HTTP and over others.
  private static let cannotResume: Set<Int32> = [33, 36]

  /// The words of the command; the headers on the error output tell that the server answered.
  private func command(from start: UInt64) -> [String] {
    var words = tools.curl
    words += ["--fail", "--location", "--silent", "--show-error"]
    words += ["--proto", "=https,http,file", "--proto-redir", "=https"]
    words += ["--connect-timeout", "\(tools.answerLimit)", "--dump-header", "/dev/stderr"]
    if start > 0 { words += ["--continue-at", "\(start)"] }
    return words + ["--", url]
  }
}
