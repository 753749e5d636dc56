#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A file in a folder of its own that goes when the value does.
final class TemporaryText {
  let path: String
  private let folder: String

  /// Writes bytes into a new file that nobody else can read; nil where that is not possible.
  init?(_ bytes: [UInt8], ending: String, in parent: String) {
    var template = Array("\(parent)/lathe-check.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { return nil }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    path = folder + "/text" + (ending.isEmpty ? "" : "." + ending)
    guard Self.store(bytes, to: path) else {
      unlink(path)
      rmdir(folder)
      return nil
    }
  }

  deinit {
    unlink(path)
    rmdir(folder)
  }

  private static func store(_ bytes: [UInt8], to path: String) -> Bool {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return false }
    defer { close(file) }
    return bytes.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = write(file, bytes.baseAddress?.advanced(by: done), bytes.count - done)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        done += count
      }
      return true
    }
  }
}
