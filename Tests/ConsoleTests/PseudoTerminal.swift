import Foundation

/// A terminal that nobody sits at: what is written to one end is read at the other.
final class PseudoTerminal {
  /// The end that the program has.
  let program: Int32
  private let screen: Int32

  struct Failure: Error {
    let code: Int32
  }

  init() throws {
    screen = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    guard screen >= 0, let name = Self.otherEnd(of: screen) else { throw Failure(code: errno) }
    program = open(name, O_RDWR | O_NOCTTY)
    guard program >= 0 else { throw Failure(code: errno) }
    // Bytes pass as they are: no carriage returns, no echo.
    var settings = termios()
    tcgetattr(program, &settings)
    cfmakeraw(&settings)
    tcsetattr(program, TCSANOW, &settings)
    _ = fcntl(screen, F_SETFL, fcntl(screen, F_GETFL) | O_NONBLOCK)
  }

  /// Unlocks the end that the program gets; returns its path.
  private static func otherEnd(of screen: Int32) -> String? {
    #if canImport(Darwin)
    guard grantpt(screen) == 0, unlockpt(screen) == 0, let name = ptsname(screen) else {
      return nil
    }
    return String(cString: name)
    #else
    // Foundation has no names for these two requests: TIOCSPTLCK and TIOCGPTN.
    var (lock, number) = (Int32(0), UInt32(0))
    guard ioctl(screen, 0x4004_5431, &lock) == 0, ioctl(screen, 0x8004_5430, &number) == 0 else {
      return nil
    }
    return "/dev/pts/\(number)"
    #endif
  }

  deinit {
    close(program)
    close(screen)
  }

  /// What was written since the last call.
  func text() -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(screen, &buffer, buffer.count)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer.prefix(count)
    }
  }
}
