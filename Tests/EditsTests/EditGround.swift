import Edits
import Foundation
import TestSupport

/// A folder with files to edit, and one for the journal.
final class EditGround {
  let folder: TemporaryFolder
  let rootPath: String
  let statePath: String

  /// What stands in the folder: the bytes of files and their permissions; nil bytes for a folder.
  struct Item: Equatable {
    var bytes: [UInt8]?
    var permissions: Int
  }

  init(isInMemory: Bool = false) throws {
    folder = try TemporaryFolder(isInMemory: isInMemory)
    rootPath = folder.path("root")
    statePath = folder.path("state/lathe/edits")
    try FileManager.default.createDirectory(
      atPath: rootPath + "/sub", withIntermediateDirectories: true)
  }

  func write(_ name: String, _ text: String, permissions: Int = 0o644) throws {
    try write(name, Array(text.utf8), permissions: permissions)
  }

  func write(_ name: String, _ bytes: [UInt8], permissions: Int = 0o644) throws {
    try folder.write("root/" + name, bytes)
    try FileManager.default.setAttributes(
      [.posixPermissions: permissions], ofItemAtPath: rootPath + "/" + name)
  }

  func bytes(_ name: String) -> [UInt8]? {
    FileManager.default.contents(atPath: rootPath + "/" + name).map { [UInt8]($0) }
  }

  func text(_ name: String) -> String? { bytes(name).map { String(decoding: $0, as: UTF8.self) } }

  func root(_ files: any FileOperations = FaultyFiles()) throws -> EditRoot {
    try EditRoot(rootPath, files: files)
  }

  func journal(
    _ files: any FileOperations = FaultyFiles(), limits: EditJournal.Limits = .init()
  ) throws -> EditJournal {
    try EditJournal(root: try root(files), stateFolder: statePath, limits: limits)
  }

  /// An edit that gives a file a new text.
  func edit(_ name: String, _ text: String) throws -> FileEdit {
    FileEdit(try root().original(at: name), updated: Array(text.utf8))
  }

  /// All files and folders below the root.
  func snapshot() throws -> [String: Item] {
    var items: [String: Item] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: rootPath) {
      let path = rootPath + "/" + name
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      let isFolder = attributes[.type] as? FileAttributeType == .typeDirectory
      items[name] = Item(
        bytes: isFolder ? nil : bytes(name),
        permissions: attributes[.posixPermissions] as? Int ?? 0)
    }
    return items
  }

  /// Files of several kinds, and a set that edits, removes and makes some.
  func prepareSet() throws -> EditSet {
    try write("a", "old a\n")
    try write("run.sh", "old run\n", permissions: 0o755)
    try write("sub/c", "old c\n", permissions: 0o600)
    try write("gone", "old gone\n")
    try write("still", "still\n")
    let root = try root()
    return try EditSet(
      [
        try edit("a", "new a, and longer\n"), try edit("run.sh", "new run\n"),
        try edit("sub/c", ""), FileEdit(try root.original(at: "gone"), updated: nil),
        FileEdit(try root.newFile(at: "made/for/it"), updated: Array("new\n".utf8)),
        FileEdit(try root.newFile(at: "sub/e"), updated: []),
      ], title: "a set")
  }
}

/// The error that a call throws; nil where it throws none of the room's.
func editError(_ body: () throws -> Void) -> EditError? {
  do {
    try body()
    return nil
  } catch {
    return error as? EditError
  }
}
