#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The files of this machine.
package struct SystemFiles: FileOperations {
  /// Whether what was written is on the disk before the next step; a test can do without.
  private let synchronizes: Bool

  package init(synchronizes: Bool = true) { self.synchronizes = synchronizes }

  package func facts(of path: String) throws(SystemFailure) -> FileFacts? {
    var info = stat()
    guard lstat(path, &info) == 0 else {
      let failure = SystemFailure(.look, path, code: errno)
      if failure.isMissing { return nil }
      throw failure
    }
    let kind: FileFacts.Kind =
      switch info.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    let access = FileAccess(
      permissions: UInt32(info.st_mode) & 0o7777, owner: UInt32(info.st_uid),
      group: UInt32(info.st_gid))
    return FileFacts(kind: kind, size: Int(clamping: info.st_size), access: access)
  }

  package func realPath(of path: String) throws(SystemFailure) -> String {
    guard let real = realpath(path, nil) else { throw SystemFailure(.look, path, code: errno) }
    defer { free(real) }
    return String(cString: real)
  }

  package func contents(of path: String) throws(SystemFailure) -> [UInt8] {
    // Not blocking, because a named pipe may have come in the file's place.
    let file = try Descriptor(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK, .read)
    var info = stat()
    guard fstat(file.number, &info) == 0 else { throw SystemFailure(.read, path, code: errno) }
    guard info.st_mode & S_IFMT == S_IFREG else {
      throw SystemFailure(.read, path, code: info.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(clamping: info.st_size))
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(file.number, &buffer, buffer.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw SystemFailure(.read, path, code: errno)
      }
      bytes += buffer[..<count]
    }
  }

  package func create(
    _ path: String, _ bytes: [UInt8], access: FileAccess
  ) throws(SystemFailure) {
    let isNew = access.owner == nil
    let file = try Descriptor(
      path, O_WRONLY | O_CREAT | O_EXCL, .write, permissions: isNew ? access.permissions : 0o600)
    try write(bytes, to: file.number, path)
    if !isNew {
      // The owner is kept where the system lets us; the permissions come last, as a new owner
      // clears some of them.
      let (owner, group) = (access.owner ?? .max, access.group ?? .max)
      if fchown(file.number, owner, group) != 0 { _ = fchown(file.number, .max, group) }
      guard fchmod(file.number, mode_t(access.permissions & 0o7777)) == 0 else {
        throw SystemFailure(.write, path, code: errno)
      }
    }
    guard !synchronizes || fsync(file.number) == 0 else {
      throw SystemFailure(.write, path, code: errno)
    }
    // Some file systems tell only here that the disk is full.
    guard file.close() == 0 else { throw SystemFailure(.write, path, code: errno) }
  }

  private func write(
    _ bytes: [UInt8], to descriptor: Int32, _ path: String
  ) throws(SystemFailure) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { all in
        let rest = UnsafeRawBufferPointer(rebasing: all[done...])
        return Self.systemWrite(descriptor, rest)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw SystemFailure(.write, path, code: count < 0 ? errno : EIO) }
      done += count
    }
  }

  package func rename(_ from: String, to path: String) throws(SystemFailure) {
    guard Self.systemRename(from, path) == 0 else {
      throw SystemFailure(.rename, path, code: errno)
    }
  }

  package func renameNew(_ from: String, to path: String) throws(SystemFailure) {
    if link(from, path) == 0 { return try remove(from) }
    let code = errno
    // Not every file system has links; then a look before the renaming has to do.
    guard code == EPERM || code == ENOTSUP || code == ENOSYS || code == EMLINK else {
      throw SystemFailure(.rename, path, code: code)
    }
    guard try facts(of: path) == nil else { throw SystemFailure(.rename, path, code: EEXIST) }
    try rename(from, to: path)
  }

  package func remove(_ path: String) throws(SystemFailure) {
    guard unlink(path) == 0 || errno == ENOENT || errno == ENOTDIR else {
      throw SystemFailure(.remove, path, code: errno)
    }
  }

  package func makeFolder(_ path: String, isPrivate: Bool) throws(SystemFailure) {
    guard mkdir(path, isPrivate ? 0o700 : 0o777) == 0 else {
      throw SystemFailure(.makeFolder, path, code: errno)
    }
  }

  package func removeFolder(_ path: String) throws(SystemFailure) {
    guard rmdir(path) == 0 || errno == ENOENT || errno == ENOTDIR else {
      throw SystemFailure(.remove, path, code: errno)
    }
  }

  package func names(in folder: String) throws(SystemFailure) -> [String] {
    guard let stream = opendir(folder) else { throw SystemFailure(.list, folder, code: errno) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  package func synchronize(_ folder: String) throws(SystemFailure) {
    guard synchronizes else { return }
    let file = try Descriptor(folder, O_RDONLY, .write)
    // Not every file system lets a folder be synchronized, and the change itself is done.
    guard fsync(file.number) == 0 || errno == EINVAL || errno == ENOTSUP else {
      throw SystemFailure(.write, folder, code: errno)
    }
  }

  package func isWritable(_ path: String) throws(SystemFailure) -> Bool {
    access(path, W_OK) == 0
  }
}

extension SystemFiles {
  private static func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Darwin)
    Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #elseif canImport(Musl)
    Musl.write(descriptor, bytes.baseAddress, bytes.count)
    #else
    Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }

  private static func systemRename(_ from: String, _ to: String) -> Int32 {
    #if canImport(Darwin)
    Darwin.rename(from, to)
    #elseif canImport(Musl)
    Musl.rename(from, to)
    #else
    Glibc.rename(from, to)
    #endif
  }
}

/// An open file that is closed when it goes away.
final class Descriptor {
  let number: Int32
  private var isOpen = true
  private var isLocked = false

  init(
    _ path: String, _ flags: Int32, _ action: SystemFailure.Action, permissions: UInt32 = 0
  ) throws(SystemFailure) {
    number = open(path, flags | O_CLOEXEC, mode_t(permissions))
    guard number >= 0 else { throw SystemFailure(action, path, code: errno) }
  }

  deinit {
    guard isOpen else { return }
    // Else a child that is just being started could hold the lock a moment longer.
    if isLocked { flock(number, LOCK_UN) }
    _ = systemClose(number)
  }

  /// Closes the file; 0, or -1 and `errno`.
  func close() -> Int32 {
    isOpen = false
    return systemClose(number)
  }

  /// Locks the file against other processes, and other descriptors of this one.
  ///
  /// - Returns: false where another has the lock.
  func lock(_ path: String) throws(SystemFailure) -> Bool {
    guard flock(number, LOCK_EX | LOCK_NB) == 0 else {
      if errno == EWOULDBLOCK { return false }
      throw SystemFailure(.lock, path, code: errno)
    }
    isLocked = true
    return true
  }
}

private func systemClose(_ descriptor: Int32) -> Int32 {
  #if canImport(Darwin)
  Darwin.close(descriptor)
  #elseif canImport(Musl)
  Musl.close(descriptor)
  #else
  Glibc.close(descriptor)
  #endif
}
