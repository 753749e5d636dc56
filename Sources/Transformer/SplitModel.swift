import GGUF

/// A model that was cut into several files, of which Lathe runs none alone.
struct SplitModel: Equatable {
  /// Which part the file is, from 1; nil where the file does not say.
  var part: Int?
  var count: Int
  /// The name of the file without its folder; nil for bytes in memory.
  var name: String?

  /// What the file is a part of, or nil for a model in one piece.
  init?(_ file: GGUFFile) throws {
    name = file.path.map { String($0.split(separator: "/").last ?? "") }
    if let count = try file.metadata.int("split.count"), count > 1 {
      part = try file.metadata.int("split.no").flatMap { 0..<count ~= $0 ? $0 + 1 : nil }
      self.count = count
    } else if let name, let numbers = Self.numbers(in: name), numbers.count > 1 {
      part = numbers.part
      count = numbers.count
    } else {
      return nil
    }
  }

  /// The first and the last file, where the name of this one tells what they are called.
  var files: (first: String, last: String)? {
    guard let name, let numbers = Self.numbers(in: name) else { return nil }
    let stem = name.dropLast(Self.suffixLength)
    let last = Self.fiveDigits(numbers.count)
    return ("\(stem)-00001-of-\(last).gguf", "\(stem)-\(last)-of-\(last).gguf")
  }

  /// The length of `-00001-of-00003.gguf`.
  private static let suffixLength = 20

  /// The part and the count in a name such as `m-00001-of-00003.gguf`.
  static func numbers(in name: String) -> (part: Int, count: Int)? {
    let suffix = Array(name.utf8.suffix(suffixLength))
    guard suffix.count == suffixLength, suffix[0] == UInt8(ascii: "-"),
      suffix[6..<10].elementsEqual("-of-".utf8), suffix[15...].elementsEqual(".gguf".utf8),
      let part = number(suffix[1..<6]), let count = number(suffix[10..<15])
    else { return nil }
    return (part, count)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
    return Int(String(decoding: digits, as: UTF8.self))
  }

  private static func fiveDigits(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 5 - digits.count)) + digits
  }
}
