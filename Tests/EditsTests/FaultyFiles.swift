import Edits
import Foundation
import Synchronization

/// The files of this machine, until something goes wrong at a chosen operation.
final class FaultyFiles: FileOperations {
  enum Fault {
    case none
    /// One operation fails.
    case once(at: Int, code: Int32)
    /// The process is as good as dead: this operation and all after it fail.
    case crash(at: Int)
    /// From this operation on, nothing more can be written.
    case full(from: Int)
  }

  private let fault: Fault
  private let inner = SystemFiles(synchronizes: false)
  private let count = Mutex(0)
  private let reads = Mutex(0)
  private let beforeRename: @Sendable (String) -> Void

  init(_ fault: Fault = .none, beforeRename: @escaping @Sendable (String) -> Void = { _ in }) {
    self.fault = fault
    self.beforeRename = beforeRename
  }

  /// How many operations there were.
  var operations: Int { count.withLock { $0 } }
  var filesRead: Int { reads.withLock { $0 } }

  private func step(
    _ action: SystemFailure.Action, _ path: String, writes: Bool = false
  ) throws(SystemFailure) {
    let number = count.withLock { count in
      count += 1
      return count - 1
    }
    switch fault {
    case .once(let place, let code) where number == place:
      throw SystemFailure(action, path, code: code)
    case .crash(let place) where number >= place: throw SystemFailure(action, path, code: EIO)
    case .full(let place) where number >= place && writes:
      throw SystemFailure(action, path, code: ENOSPC)
    default: return
    }
  }

  func facts(of path: String) throws(SystemFailure) -> FileFacts? {
    try step(.look, path)
    return try inner.facts(of: path)
  }

  func realPath(of path: String) throws(SystemFailure) -> String {
    try step(.look, path)
    return try inner.realPath(of: path)
  }

  func contents(of path: String) throws(SystemFailure) -> [UInt8] {
    reads.withLock { $0 += 1 }
    try step(.read, path)
    return try inner.contents(of: path)
  }

  func create(_ path: String, _ bytes: [UInt8], access: FileAccess) throws(SystemFailure) {
    do throws(SystemFailure) {
      try step(.write, path, writes: true)
    } catch {
      // What fails has mostly written something before.
      try? inner.create(path, Array(bytes.prefix(bytes.count / 2)), access: access)
      throw error
    }
    try inner.create(path, bytes, access: access)
  }

  func rename(_ from: String, to path: String) throws(SystemFailure) {
    try step(.rename, path)
    beforeRename(path)
    try inner.rename(from, to: path)
  }

  func renameNew(_ from: String, to path: String) throws(SystemFailure) {
    try step(.rename, path)
    beforeRename(path)
    try inner.renameNew(from, to: path)
  }

  func remove(_ path: String) throws(SystemFailure) {
    try step(.remove, path)
    try inner.remove(path)
  }

  func makeFolder(_ path: String, isPrivate: Bool) throws(SystemFailure) {
    try step(.makeFolder, path, writes: true)
    try inner.makeFolder(path, isPrivate: isPrivate)
  }

  func removeFolder(_ path: String) throws(SystemFailure) {
    try step(.remove, path)
    try inner.removeFolder(path)
  }

  func names(in folder: String) throws(SystemFailure) -> [String] {
    try step(.list, folder)
    return try inner.names(in: folder)
  }

  func synchronize(_ folder: String) throws(SystemFailure) {
    try step(.write, folder)
    try inner.synchronize(folder)
  }

  func isWritable(_ path: String) throws(SystemFailure) -> Bool {
    try step(.look, path)
    return try inner.isWritable(path)
  }
}
