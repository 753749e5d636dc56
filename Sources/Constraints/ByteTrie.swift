/// Byte strings one after the other in one buffer.
package struct PackedBytes: Sendable {
  package private(set) var bytes: [UInt8] = []
  /// Where each string starts, and where the last one ends.
  package private(set) var starts: [Int] = [0]

  package init() {}

  package init(_ strings: some Sequence<[UInt8]>) {
    for string in strings { append(string) }
  }

  package var count: Int { starts.count - 1 }

  package mutating func append(_ string: some Sequence<UInt8>) {
    bytes.append(contentsOf: string)
    starts.append(bytes.count)
  }

  /// The bytes of a string.
  package subscript(index: Int) -> ArraySlice<UInt8> { bytes[starts[index]..<starts[index + 1]] }

  func length(of index: Int) -> Int { starts[index + 1] - starts[index] }
}

/// A tree of bytes in which every string of a list is a path from the root.
///
/// Nodes stand in the order in which a walk meets them, and each knows where its subtree ends, so
/// that a walk goes through flat arrays and leaves a subtree out with one jump.
struct ByteTrie: Sendable {
  /// The byte that leads to each node; the root, node 0, has none.
  private(set) var bytes: [UInt8] = [0]
  /// The node behind the subtree of each node: the next sibling, if there is one.
  private(set) var ends: [Int32] = [1]
  /// A string that ends at each node, or -1.
  private(set) var entries: [Int32] = [-1]
  /// For each string, another one with the same bytes, or -1.
  private(set) var twins: [Int32]

  /// The length of the longest string.
  private(set) var depth = 0

  /// Makes the tree of the strings that `order` lists, sorted as `sortedIndices` sorts.
  init(_ strings: PackedBytes, sorted order: [Int32]) {
    twins = [Int32](repeating: -1, count: strings.count)
    let total = order.reduce(0) { $0 + strings.length(of: Int($1)) }
    bytes.reserveCapacity(total / 2)
    ends.reserveCapacity(total / 2)
    entries.reserveCapacity(total / 2)
    strings.bytes.withUnsafeBufferPointer { buffer in
      var path = [0]
      for index in order {
        let range = strings.starts[Int(index)]..<strings.starts[Int(index) + 1]
        insert(UnsafeBufferPointer(rebasing: buffer[range]), as: index, &path)
      }
      close(&path, to: 0)
    }
  }

  init(_ strings: PackedBytes) {
    self.init(strings, sorted: Self.sortedIndices(of: strings, where: { _ in true }))
  }

  var nodeCount: Int { bytes.count }

  /// The child of a node by its byte, or nil.
  func child(of node: Int, _ byte: UInt8) -> Int? {
    var child = node + 1
    let end = Int(ends[node])
    while child < end {
      if bytes[child] == byte { return child }
      child = Int(ends[child])
    }
    return nil
  }

  /// Adds a string that is not below the one before; `path` has the nodes that lead to that one.
  private mutating func insert(
    _ string: UnsafeBufferPointer<UInt8>, as index: Int32, _ path: inout [Int]
  ) {
    var shared = 0
    while shared < string.count, shared + 1 < path.count, bytes[path[shared + 1]] == string[shared]
    {
      shared += 1
    }
    close(&path, to: shared)
    for byte in string[shared...] {
      path.append(bytes.count)
      bytes.append(byte)
      ends.append(0)
      entries.append(-1)
    }
    depth = max(depth, string.count)
    let node = path[path.count - 1]
    twins[Int(index)] = entries[node]
    entries[node] = index
  }

  /// Ends the subtrees of all nodes of the path that are deeper than `depth`.
  private mutating func close(_ path: inout [Int], to depth: Int) {
    let end = Int32(truncatingIfNeeded: bytes.count)
    while path.count > depth + 1 { ends[path.removeLast()] = end }
    ends[0] = end
  }
}

extension ByteTrie {
  private struct Key {
    /// The first eight bytes, the first of them highest.
    var head: UInt64
    var index: Int32
  }

  /// The numbers of the strings that `isWanted` picks, in the order of their bytes.
  static func sortedIndices(
    of strings: PackedBytes, where isWanted: (Int) -> Bool
  ) -> [Int32] {
    strings.bytes.withUnsafeBufferPointer { buffer in
      var keys: [Key] = []
      keys.reserveCapacity(strings.count)
      for index in 0..<strings.count where isWanted(index) {
        let range = strings.starts[index]..<strings.starts[index + 1]
        var head: UInt64 = 0
        for position in range.prefix(8) { head = head << 8 | UInt64(buffer[position]) }
        head <<= UInt64(8 * max(0, 8 - range.count))
        if range.isEmpty { head = 0 }
        keys.append(Key(head: head, index: Int32(truncatingIfNeeded: index)))
      }
      keys.sort { left, right in
        if left.head != right.head { return left.head < right.head }
        return precedes(buffer, strings.starts, Int(left.index), Int(right.index))
      }
      return keys.map(\.index)
    }
  }

  private static func precedes(
    _ buffer: UnsafeBufferPointer<UInt8>, _ starts: [Int], _ left: Int, _ right: Int
  ) -> Bool {
    let first = buffer[starts[left]..<starts[left + 1]]
    let second = buffer[starts[right]..<starts[right + 1]]
    if first.elementsEqual(second) { return left < right }
    return first.lexicographicallyPrecedes(second)
  }
}
