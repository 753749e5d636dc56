#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What one folder holds.
struct DirectoryListing {
  enum Kind { case file, folder, link, special }

  struct Item {
    /// The bytes of the name, which need not be UTF-8.
    var name: [UInt8]
    var kind: Kind
  }

  var items: [Item] = []

  /// Reads the folder behind a descriptor, which it closes.
  ///
  /// - Returns: nil with `errno` set where the folder cannot be read.
  init?(closing descriptor: Int32) {
    guard let stream = fdopendir(descriptor) else {
      let code = errno
      close(descriptor)
      errno = code
      return nil
    }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = Self.name(of: entry)
      if name == [0x2E] || name == [0x2E, 0x2E] { continue }
      items.append(Item(name: name, kind: Self.kind(of: entry, in: descriptor)))
    }
    items.sort { $0.name.lexicographicallyPrecedes($1.name) }
  }

  /// Whether the folder holds something with a name.
  func contains(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    return items.contains { $0.name == bytes }
  }

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
    withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      let start = UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self)
      let bytes = UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self)
      return Array(UnsafeBufferPointer(start: bytes, count: strlen(start)))
    }
  }

  private static func kind(of entry: UnsafeMutablePointer<dirent>, in folder: Int32) -> Kind {
    switch Int32(entry.pointee.d_type) {
    case Int32(DT_REG): return .file
    case Int32(DT_DIR): return .folder
    case Int32(DT_LNK): return .link
    case Int32(DT_UNKNOWN): break
    default: return .special
    }
    // Some file systems leave the kind out.
    var info = stat()
    let name = Self.name(of: entry) + [0]
    let code = name.withUnsafeBytes { bytes -> Int32 in
      guard let start = bytes.bindMemory(to: CChar.self).baseAddress else { return -1 }
      return fstatat(folder, start, &info, AT_SYMLINK_NOFOLLOW)
    }
    guard code == 0 else { return .special }
    switch info.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    case S_IFLNK: return .link
    default: return .special
    }
  }
}
