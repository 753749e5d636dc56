import Prompting
import Workspace

extension Gatherer {
  /// Files, parts of them (`path:12`, `path:10-40`), folders and patterns (`src/**/*.swift`).
  ///
  /// A file that is named by itself is read whatever it is. Of a folder or a pattern that what is
  /// no text, or looks private, is left out, and the result says so.
  ///
  /// - Throws: `WorkspaceError` where a file cannot be read, or a folder holds nothing to read.
  package func files(_ arguments: [String]) throws -> GatheredFiles {
    var gathered = GatheredFiles()
    for argument in arguments {
      let named = try NamedFiles(resolving: [argument])
      if named.targets == [try FileTarget(parsing: argument)] {
        gathered.add(try file(argument))
      } else {
        gathered.add(try folder(argument, named))
      }
    }
    return gathered
  }

  private func folder(_ argument: String, _ named: NamedFiles) throws -> GatheredFiles {
    var gathered = GatheredFiles()
    var omissions =
      (named.leftOut.map { ($0.path, $0.fileClass.reason ?? "not text") }
      + named.skipped.map { ($0.path, $0.reason) }).map { name, cause in
        Receipt.Omission(name: name, origin: .user, cause: cause)
      }
    for target in named.targets {
      do {
        gathered.add(try text(target))
      } catch let error as Unfit {
        omissions.append(
          Receipt.Omission(name: target.path, origin: .user, cause: error.reason))
      }
    }
    guard !gathered.materials.isEmpty else {
      let files = omissions.map {
        RepositoryFile(path: $0.name, size: 0, fileClass: .withheld(reason: $0.cause))
      }
      throw WorkspaceError.namesNothing(argument, leftOut: files)
    }
    gathered.leaveOut(omissions, of: argument)
    gathered.notes.append(
      "What .gitignore, .ignore or .latheignore exclude in '\(argument)' is not looked at.")
    return gathered
  }

  /// Why a file of a folder is not read, as a clause.
  private struct Unfit: Error {
    var reason: String
  }

  /// A file that only a folder or a pattern names, if nothing speaks against it.
  private func text(_ target: FileTarget) throws -> Material {
    let bytes: [UInt8]
    do {
      bytes = try FileBytes.contents(of: target.path, limit: FileClass.sizeLimit)
    } catch {
      throw Unfit(reason: error.message)
    }
    let fileClass = FileClass.byContent(bytes[...], size: bytes.count)
    if let reason = fileClass.reason ?? SecretScan.reason(for: bytes) {
      throw Unfit(reason: reason)
    }
    do {
      let decoded = try DecodedText.decode(bytes, from: "'\(target.path)'")
      return Self.material(
        SourceText(
          path: target.path, text: decoded.text, repairedSequences: decoded.repairedSequences))
    } catch {
      throw Unfit(reason: error.message)
    }
  }

  /// What looks private in a file that was named by itself, a sentence each.
  static func cautions(about source: SourceText) -> [String] {
    let first = source.lines?.lowerBound ?? 1
    let found = SecretScan.findings(in: source.text, limit: 4)
    let lines = found.prefix(3).map { finding in
      "'\(source.path)' holds \(finding.kind) in line \(finding.line + first - 1)"
    }
    let more = found.count > 3 ? ["'\(source.path)' holds more that looks secret"] : []
    let name = PrivateFile.reason(path: source.path).map { ["'\(source.path)' \($0)"] } ?? []
    return (name + lines + more).map { $0 + "; the model reads it, because you named it" }
  }
}
