#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The few file operations that the store needs, with errors that name the path.
enum FileSystem {
  /// What stands at a path.
  enum Kind: Equatable {
    case nothing
    case file(size: UInt64)
    case folder
    case other
  }

  /// Returns what stands at the path, symbolic links followed.
  static func kind(of path: String) -> Kind {
    var status = stat()
    guard stat(path, &status) == 0 else { return .nothing }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file(size: UInt64(clamping: status.st_size))
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// Makes a folder and the folders above it, where they are missing.
  static func makeFolders(_ path: String) throws {
    if kind(of: path) == .folder { return }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      try makeFolders(String(path[..<slash]))
    }
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw StoreError.system(action: .create, path: path, code: errno)
    }
  }

  /// Returns the bytes that this user may still write to the file system of an existing path.
  static func freeBytes(at path: String) throws -> UInt64 {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else {
      throw StoreError.system(action: .measure, path: path, code: errno)
    }
    let (free, overflow) = UInt64(status.f_bavail)
      .multipliedReportingOverflow(by: UInt64(status.f_frsize))
    return overflow ? .max : free
  }

  /// Returns the first bytes of a file, nil where it cannot be read.
  static func contents(of path: String, limit: Int) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: limit)
    let count = read(descriptor, &bytes, limit)
    return count < 0 ? nil : Array(bytes.prefix(count))
  }

  /// Removes a file; a missing one is no error.
  static func removeFile(_ path: String) throws {
    guard unlink(path) == 0 || errno == ENOENT else {
      throw StoreError.system(action: .remove, path: path, code: errno)
    }
  }

  /// Removes a folder with everything in it, as far as the system allows.
  static func removeTree(_ path: String) {
    for name in names(in: path) {
      let child = path + "/" + name
      if unlink(child) != 0 { removeTree(child) }
    }
    rmdir(path)
  }

  /// Returns the sum of the sizes of the files below a folder.
  static func totalBytes(below path: String) -> UInt64 {
    names(in: path).reduce(0) { sum, name in
      switch kind(of: path + "/" + name) {
      case .file(let size): sum &+ size
      case .folder: sum &+ totalBytes(below: path + "/" + name)
      default: sum
      }
    }
  }

  /// Returns the names in a folder, sorted; none where it cannot be read.
  static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Renames a file and makes the new name survive a power cut.
  static func rename(_ from: String, to path: String, in folder: String) throws {
    #if canImport(Darwin)
    let status = Darwin.rename(from, path)
    #elseif canImport(Musl)
    let status = Musl.rename(from, path)
    #else
    let status = Glibc.rename(from, path)
    #endif
    guard status == 0 else {
      throw StoreError.system(action: .rename, path: from, code: errno)
    }
    // Not every file system lets a folder be synchronized, and the rename itself is done.
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
