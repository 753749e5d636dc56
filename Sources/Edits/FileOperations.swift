/// The operations on files that edits need, so that tests can let any of them fail.
///
/// A path is absolute. None of them follows a symbolic link at the path's end, but `realPath`.
package protocol FileOperations: Sendable {
  /// What stands at a path; nil for nothing.
  func facts(of path: String) throws(SystemFailure) -> FileFacts?
  /// The path without symbolic links; it has to exist.
  func realPath(of path: String) throws(SystemFailure) -> String
  /// The bytes of a regular file.
  func contents(of path: String) throws(SystemFailure) -> [UInt8]
  /// Makes a file that was not there, with these bytes on the disk.
  ///
  /// Without an owner in `access`, the process's mask takes its part of the permissions. What was
  /// written before a failure may stay behind.
  func create(_ path: String, _ bytes: [UInt8], access: FileAccess) throws(SystemFailure)
  /// Renames a file over another one, or over none.
  func rename(_ from: String, to path: String) throws(SystemFailure)
  /// Renames a file where none stands at the path; `EEXIST` where one does.
  func renameNew(_ from: String, to path: String) throws(SystemFailure)
  /// Removes a file; a missing one is no error.
  func remove(_ path: String) throws(SystemFailure)
  /// Makes a folder; `EEXIST` where something is there.
  func makeFolder(_ path: String, isPrivate: Bool) throws(SystemFailure)
  /// Removes an empty folder; a missing one is no error.
  func removeFolder(_ path: String) throws(SystemFailure)
  /// The names in a folder, sorted.
  func names(in folder: String) throws(SystemFailure) -> [String]
  /// Makes names that were changed in a folder survive a power cut.
  func synchronize(_ folder: String) throws(SystemFailure)
  /// Whether this user may write to a file or folder.
  func isWritable(_ path: String) throws(SystemFailure) -> Bool
}

/// What stands at a path.
package struct FileFacts: Sendable, Equatable {
  package enum Kind: Sendable {
    case file, folder, link, other
  }

  package var kind: Kind
  package var size: Int
  package var access: FileAccess

  package init(kind: Kind, size: Int, access: FileAccess) {
    self.kind = kind
    self.size = size
    self.access = access
  }
}

/// Who may do what with a file.
package struct FileAccess: Sendable, Equatable {
  /// The twelve permission bits.
  package var permissions: UInt32
  /// The owner and group; nil for a new file's.
  package var owner: UInt32?
  package var group: UInt32?

  package init(permissions: UInt32, owner: UInt32? = nil, group: UInt32? = nil) {
    self.permissions = permissions
    self.owner = owner
    self.group = group
  }

  /// The access of a new file.
  static func new(isExecutable: Bool) -> Self {
    Self(permissions: isExecutable ? 0o777 : 0o666)
  }

  package var isExecutable: Bool { permissions & 0o100 != 0 }
  package var isReadOnly: Bool { permissions & 0o222 == 0 }
}
