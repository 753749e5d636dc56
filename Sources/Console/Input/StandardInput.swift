import Workspace

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What comes through standard input, read where a command has a use for it.
package struct StandardInput: Sendable {
  /// What a descriptor leads to, as far as the rules of reading care.
  enum Kind: Equatable {
    case pipe, file, socket, terminal
    /// Closed, or a device such as `/dev/null`.
    case nothing
  }

  /// What a command does with standard input.
  enum Use {
    /// `-` names it: it is read to its end, whatever it is.
    case named
    /// Nothing else was given, so that its end is waited for.
    case only
    /// There is other material, so that a silent pipe is not waited for.
    case besideOthers
  }

  private let descriptor: Int32

  package init(descriptor: Int32 = 0) {
    self.descriptor = descriptor
  }

  /// The most bytes that are read.
  static let limit = 32 << 20
  /// How long a pipe may be silent when there is other material, in milliseconds.
  private static let patience: Int32 = 1000
  /// After how long the user is told what is waited for, in milliseconds.
  private static let hintDelay: Int32 = 3000

  var kind: Kind {
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { return .nothing }
    switch info.st_mode & S_IFMT {
    case S_IFIFO: return .pipe
    case S_IFREG: return .file
    case S_IFSOCK: return .socket
    default: return isatty(descriptor) == 1 ? .terminal : .nothing
    }
  }

  /// Reads standard input where the rules say so; nil where it is not read.
  ///
  /// A pipe is read always. A file or a socket is read where nothing else was given, because a
  /// shell loop leaves its own input there. A terminal is read only where `-` names it. An empty
  /// pipe beside other material counts as none.
  ///
  /// - Throws: `WorkspaceError` for bytes that are not text, `Diagnostic` for too many.
  func read(_ use: Use, status: StatusOutput) throws -> DecodedText? {
    switch (kind, use) {
    case (_, .named), (.pipe, .only), (.file, .only), (.socket, .only):
      if !waitForData(Self.hintDelay) { status.note("waiting for standard input") }
    case (.pipe, .besideOthers):
      guard waitForData(Self.patience) else {
        status.note("standard input was silent for a second and is not read; name it with -")
        return nil
      }
    default:
      return nil
    }
    let bytes = try readAll()
    if bytes.isEmpty, case .besideOthers = use { return nil }
    return try DecodedText.decode(bytes, from: "standard input")
  }

  /// Reads a pipe to its end, so that its writer is not struck by a broken pipe.
  ///
  /// Gives up when nothing comes for a while: a writer that works may also wait for us.
  func drain() {
    guard kind == .pipe else { return }
    var left = Self.limit
    while left > 0, waitForData(Self.patience / 2) {
      let count = readSome { _ in }
      guard count > 0 else { return }
      left -= count
    }
  }

  /// Whether bytes or the end came within a time.
  private func waitForData(_ milliseconds: Int32) -> Bool {
    var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&ready, 1, milliseconds) != 0
  }

  private func readAll() throws -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let count = readSome { bytes.append(contentsOf: $0) }
      if count == 0 { return bytes }
      guard count > 0 else {
        throw Diagnostic(.usage, "cannot read standard input: \(String(cString: strerror(errno)))")
      }
      guard bytes.count <= Self.limit else {
        throw Diagnostic(.context, "standard input has more than \(Self.limit) bytes")
      }
    }
  }

  /// Reads what is there; 0 at the end, negative for an error.
  private func readSome(_ body: (UnsafeRawBufferPointer) -> Void) -> Int {
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
      while true {
        let count = Self.systemRead(descriptor, buffer.baseAddress, buffer.count)
        if count < 0, errno == EINTR { continue }
        if count < 0, errno == EAGAIN {
          _ = waitForData(-1)
          continue
        }
        if count > 0 { body(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
        return count
      }
    }
  }

  private static func systemRead(
    _ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int
  ) -> Int {
    #if canImport(Glibc)
    Glibc.read(descriptor, bytes, count)
    #elseif canImport(Musl)
    Musl.read(descriptor, bytes, count)
    #else
    Darwin.read(descriptor, bytes, count)
    #endif
  }
}
