/// Finds lines that hold two texts together: they stand once in either, in the same order.
package enum LineAnchors {
  package struct Anchor: Equatable {
    package var old: Int
    package var new: Int
  }

  /// The longest list of lines that are unique in both texts and keep their order.
  ///
  /// - Parameter numberCount: all numbers in the texts are smaller.
  static func find(_ old: [Int32], _ new: [Int32], numberCount: Int) -> [Anchor] {
    let oldPlaces = places(old, numberCount)
    let newPlaces = places(new, numberCount)
    let pairs = old.indices.compactMap { index -> Anchor? in
      let number = Int(old[index])
      guard oldPlaces[number] >= 0, newPlaces[number] >= 0 else { return nil }
      return Anchor(old: index, new: Int(newPlaces[number]))
    }
    return longestIncreasing(pairs)
  }

  /// Where each number stands: -1 where it stands nowhere, -2 where more than once.
  private static func places(_ numbers: [Int32], _ count: Int) -> [Int32] {
    var places = [Int32](repeating: -1, count: count)
    for (index, number) in numbers.enumerated() {
      places[Int(number)] = places[Int(number)] == -1 ? Int32(clamping: index) : -2
    }
    return places
  }

  /// The longest run of pairs whose places in the new text grow: patience sorting.
  private static func longestIncreasing(_ pairs: [Anchor]) -> [Anchor] {
    // The last pair of the best run of each length, and what stands before each pair in its run.
    var tails: [Int] = []
    var before = [Int](repeating: -1, count: pairs.count)
    for index in pairs.indices {
      var (low, high) = (0, tails.count)
      while low < high {
        let middle = (low + high) / 2
        if pairs[tails[middle]].new < pairs[index].new { low = middle + 1 } else { high = middle }
      }
      if low > 0 { before[index] = tails[low - 1] }
      if low == tails.count { tails.append(index) } else { tails[low] = index }
    }
    var run: [Anchor] = []
    var index = tails.last ?? -1
    while index >= 0 {
      run.append(pairs[index])
      index = before[index]
    }
    return run.reversed()
  }
}
