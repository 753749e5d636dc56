#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The size of a terminal window in cells.
package struct WindowSize: Sendable, Equatable {
  package let columns: Int
  package let rows: Int

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  /// Asks the terminal behind an open file; nil where it is none or does not know its size.
  package init?(fileDescriptor: Int32) {
    var size = winsize()
    guard ioctl(fileDescriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    self.init(columns: Int(size.ws_col), rows: Int(size.ws_row))
  }
}

/// Returns whether an open file is a terminal.
package func isTerminal(fileDescriptor: Int32) -> Bool {
  isatty(fileDescriptor) == 1
}
