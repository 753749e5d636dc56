import Diffs

/// What a set of edits does to which files, as it stands in the journal.
struct JournalRecord: Equatable {
  struct Entry: Equatable {
    /// The path below the root.
    var path: String
    /// Fingerprints of the bytes before and after; nil where there is no file.
    var old: BlobID?
    var new: BlobID?
    /// How many bytes there were before.
    var oldSize: Int
    /// Who could do what with the file before.
    var access: FileAccess
  }

  var title: String
  /// The absolute path of the root.
  var root: String
  /// Part of the names of files that are on their way to their place.
  var token: String
  /// When the set was applied, in seconds since 1970.
  var time: Int
  /// Folders that were made for new files, the outer ones first; paths below the root.
  var folders: [String]
  var entries: [Entry]

  var oldBytes: Int { entries.reduce(0) { $0 + $1.oldSize } }

  /// The path of an entry's file while it is on its way.
  func waitingPath(_ index: Int) -> String {
    let target = targetPath(index)
    let folder = target[...(target.lastIndex(of: "/") ?? target.startIndex)]
    return "\(folder).lathe-\(token)-\(index)"
  }

  func targetPath(_ index: Int) -> String { path(entries[index].path) }

  func path(_ relative: String) -> String { (root == "/" ? "" : root) + "/" + relative }
}

extension JournalRecord {
  private static let kind = "lathe edits 1"

  /// Fields that end with a zero byte, and a fingerprint of them all.
  var encoded: [UInt8] {
    var fields = [Self.kind, title, root, token, "\(time)", "\(folders.count)"] + folders
    for entry in entries {
      fields += [
        entry.path, entry.old?.description ?? "", entry.new?.description ?? "",
        "\(entry.oldSize)", "\(entry.access.permissions)",
        entry.access.owner.map { "\($0)" } ?? "", entry.access.group.map { "\($0)" } ?? "",
      ]
    }
    let body = fields.flatMap { Array($0.utf8.filter { $0 != 0 }) + [0] }
    return body + Array(BlobID(of: body).description.utf8)
  }

  /// Reads a record; nil where it is damaged.
  init?(_ bytes: [UInt8]) {
    let body = Array(bytes.dropLast(40))
    guard bytes.suffix(40).elementsEqual(BlobID(of: body).description.utf8), body.last == 0
    else { return nil }
    var fields = body.dropLast().split(separator: 0, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }[...]
    guard fields.popFirst() == Self.kind, let title = fields.popFirst(),
      let root = fields.popFirst(), let token = fields.popFirst(),
      let time = fields.popFirst().flatMap({ Int($0) }),
      let folderCount = fields.popFirst().flatMap({ Int($0) }),
      (0...fields.count).contains(folderCount)
    else { return nil }
    (self.title, self.root, self.token, self.time) = (title, root, token, time)
    folders = Array(fields.prefix(folderCount))
    fields = fields.dropFirst(folderCount)
    entries = []
    while !fields.isEmpty {
      guard let entry = Entry(&fields) else { return nil }
      entries.append(entry)
    }
  }
}

extension JournalRecord.Entry {
  fileprivate init?(_ fields: inout ArraySlice<String>) {
    guard fields.count >= 7 else { return nil }
    let own = Array(fields.prefix(7))
    fields = fields.dropFirst(7)
    guard let size = Int(own[3]), size >= 0, let permissions = UInt32(own[4]) else { return nil }
    path = own[0]
    old = BlobID(hexadecimal: own[1])
    new = BlobID(hexadecimal: own[2])
    guard own[1].isEmpty == (old == nil), own[2].isEmpty == (new == nil) else { return nil }
    oldSize = size
    access = FileAccess(
      permissions: permissions, owner: UInt32(own[5]), group: UInt32(own[6]))
  }
}
