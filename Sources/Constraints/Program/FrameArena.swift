/// The rules and loops that are being run, as a tree that grows: each frame is in it once.
///
/// So two stacks are the same when the numbers of their innermost frames are.
struct FrameArena {
  struct Frame: Hashable {
    /// The call or the loop.
    var step: Int32
    /// How often the body of the loop has begun, the first time not counted.
    var count: Int
    /// The frame around, or -1.
    var parent: Int32
  }

  static let none: Int32 = -1

  private var frames: [Frame] = []
  /// For each frame, the fewest bytes from its end to the end of the constraint.
  private var rests: [Int] = []
  private var numbers: [Frame: Int32] = [:]

  func frame(_ number: Int32) -> Frame? { number < 0 ? nil : frames[Int(number)] }

  /// The fewest bytes that must follow when all steps inside of a frame are done.
  func rest(of number: Int32) -> Int { number < 0 ? 0 : rests[Int(number)] }

  /// The number of a frame; `distance` is how far it is from its end to its parent's.
  mutating func number(of frame: Frame, distance: @autoclosure () -> Int) -> Int32 {
    if let known = numbers[frame] { return known }
    let number = Int32(truncatingIfNeeded: frames.count)
    frames.append(frame)
    rests.append(.bytes(distance(), rest(of: frame.parent)))
    numbers[frame] = number
    return number
  }
}
