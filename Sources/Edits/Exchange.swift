import Diffs

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What stands where a file is expected.
enum Standing: Equatable {
  case nothing
  case file(bytes: [UInt8], access: FileAccess)
  /// A folder, a link, or a file that is larger than any that was edited.
  case other

  init(_ path: String, files: any FileOperations) throws(SystemFailure) {
    guard let facts = try files.facts(of: path) else {
      self = .nothing
      return
    }
    guard facts.kind == .file, facts.size <= EditRoot.sizeLimit else {
      self = .other
      return
    }
    self = .file(bytes: try files.contents(of: path), access: facts.access)
  }

  /// Whether this is the file with that fingerprint, or nothing where that is nil.
  func matches(_ id: BlobID?) -> Bool {
    switch self {
    case .nothing: id == nil
    case .file(let bytes, _): id == BlobID(of: bytes)
    case .other: false
    }
  }
}

/// One file that is to have other bytes.
struct Exchange {
  /// The path as people know it.
  var name: String
  var target: String
  /// Where the new file waits beside the target.
  var waiting: String
  /// What must stand there before; nil for nothing.
  var from: [UInt8]?
  /// What comes there; nil for nothing.
  var to: [UInt8]?
  var access: FileAccess

  /// The folder of the target.
  var folder: String {
    let folder = target[..<(target.lastIndex(of: "/") ?? target.startIndex)]
    return folder.isEmpty ? "/" : String(folder)
  }

  var reversed: Exchange {
    var reversed = self
    (reversed.from, reversed.to) = (to, from)
    return reversed
  }
}

/// Why an exchange failed; `stuck` are files that could not be put back.
struct ExchangeFailure: Error {
  var reason: EditError
  var stuck: [String] = []
}

/// Gives several files other bytes, or none of them.
struct Exchanger {
  let files: any FileOperations

  /// Writes all new files beside their targets, then renames them, one after the other.
  ///
  /// - Throws: after everything was put back, as far as possible.
  func carryOut(_ exchanges: [Exchange]) throws(ExchangeFailure) {
    var done: [Exchange] = []
    do throws(EditError) {
      for exchange in exchanges { try stage(exchange) }
      for exchange in exchanges {
        try swap(exchange)
        done.append(exchange)
      }
      try synchronize(exchanges)
    } catch {
      throw ExchangeFailure(reason: error, stuck: takeBack(done, of: exchanges))
    }
  }

  /// Removes what waits beside the targets.
  func sweep(_ paths: [String]) throws(SystemFailure) {
    for path in paths { try files.remove(path) }
  }

  private func stage(_ exchange: Exchange) throws(EditError) {
    guard let bytes = exchange.to else { return }
    do throws(SystemFailure) {
      try files.remove(exchange.waiting)
      try files.create(exchange.waiting, bytes, access: exchange.access)
    } catch {
      throw .system(error)
    }
  }

  /// Puts the file in place, after a last look at what stands there.
  private func swap(_ exchange: Exchange) throws(EditError) {
    do throws(SystemFailure) {
      guard try isAsBefore(exchange) else {
        throw SystemFailure(.rename, exchange.name, code: EEXIST)
      }
      if exchange.to == nil {
        try files.remove(exchange.target)
      } else if exchange.from == nil {
        try files.renameNew(exchange.waiting, to: exchange.target)
      } else {
        try files.rename(exchange.waiting, to: exchange.target)
      }
    } catch {
      throw error.isExisting ? .changed([exchange.name], undoing: false) : .system(error)
    }
  }

  private func isAsBefore(_ exchange: Exchange) throws(SystemFailure) -> Bool {
    switch (try Standing(exchange.target, files: files), exchange.from) {
    case (.nothing, nil): true
    case (.file(let bytes, _), let from?): bytes == from
    default: false
    }
  }

  private func synchronize(_ exchanges: [Exchange]) throws(EditError) {
    let folders = Set(exchanges.map(\.folder))
    do throws(SystemFailure) {
      for folder in folders.sorted() { try files.synchronize(folder) }
    } catch {
      throw .system(error)
    }
  }

  /// Undoes what was done; the names of the files that could not be put back.
  private func takeBack(_ done: [Exchange], of all: [Exchange]) -> [String] {
    var stuck: [String] = []
    // What waits goes first: on a full disk, its space is needed.
    for exchange in all {
      do { try files.remove(exchange.waiting) } catch { stuck.append(exchange.waiting) }
    }
    for exchange in done.reversed() {
      do {
        try stage(exchange.reversed)
        try swap(exchange.reversed)
      } catch {
        stuck.append(exchange.name)
      }
    }
    return stuck
  }
}
