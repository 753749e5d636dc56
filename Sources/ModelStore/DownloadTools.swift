/// The programs that a download uses, and how long it waits for them.
///
/// Downloads go through `curl` and `pip` because these know the proxies, certificates and mirrors
/// of the machine, and because a network stack inside the program would be the only one there.
package struct DownloadTools: Sendable {
  /// The environment of the programs, as this program was given it.
  package var environment: [String: String]
  /// The words that start `curl`.
  package var curl = ["curl"]
  /// The words that start Python, with which `pip` comes.
  package var python = ["python3"]
  /// How long a source may take to answer at all, in seconds.
  package var answerLimit = 5.0
  /// How long a source that answered may be silent, in seconds.
  package var silenceLimit = 30.0

  package init(environment: [String: String]) {
    self.environment = environment
  }
}

/// What happens during a download, for a progress line.
package enum PullEvent: Sendable, Equatable {
  /// What an earlier run left is read again, to go on from there.
  case checking(done: UInt64, total: UInt64)
  /// A source is asked.
  case asking(source: String)
  /// The file grew: bytes so far, and bytes in the end.
  case advanced(done: UInt64, total: UInt64)
  /// A source did not deliver, and the next one is tried, or none is left.
  case failed(SourceFailure)
}
