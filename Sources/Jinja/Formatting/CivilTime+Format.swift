extension CivilTime {
  /// The time as `strftime` of the C locale spells it; unknown directives stay as they are.
  func formatted(_ format: Text) -> Text {
    var builder = TextBuilder()
    var position = 0
    let bytes = format.bytes
    while position < bytes.count {
      let start = position
      let length = Scalars.length(leading: bytes[position])
      guard bytes[position] == UInt8(ascii: "%"), position + 1 < bytes.count else {
        builder.append(format, start..<position + length)
        position += length
        continue
      }
      let isPlain = bytes[position + 1] == UInt8(ascii: "-") && position + 2 < bytes.count
      let letter = bytes[position + (isPlain ? 2 : 1)]
      position += (isPlain ? 2 : 1) + Scalars.length(leading: letter)
      if let text = spell(Unicode.Scalar(letter), isPlain: isPlain) {
        builder.append(text, isInput: format.marks.isInput(at: start))
      } else {
        builder.append(format, start..<position)
      }
    }
    return builder.finish()
  }

  private func spell(_ letter: Unicode.Scalar, isPlain: Bool) -> String? {
    if let text = word(letter) ?? composite(letter) { return text }
    guard let (number, width, padding) = number(letter) else { return nil }
    let digits = String(number)
    guard !isPlain, digits.utf8.count < width else { return digits }
    return String(repeating: padding, count: width - digits.utf8.count) + digits
  }

  private func number(_ letter: Unicode.Scalar) -> (Int, width: Int, padding: Character)? {
    let hour12 = hour % 12 == 0 ? 12 : hour % 12
    switch letter {
    case "Y": return (year, 1, "0")
    case "C": return (year / 100, 2, "0")
    case "y": return (year % 100, 2, "0")
    case "m": return (month, 2, "0")
    case "d": return (day, 2, "0")
    case "e": return (day, 2, " ")
    case "H": return (hour, 2, "0")
    case "k": return (hour, 2, " ")
    case "I": return (hour12, 2, "0")
    case "l": return (hour12, 2, " ")
    case "M": return (minute, 2, "0")
    case "S": return (second, 2, "0")
    case "f": return (0, 6, "0")
    case "j": return (dayOfYear, 3, "0")
    case "w": return (weekday, 1, "0")
    case "u": return (weekday == 0 ? 7 : weekday, 1, "0")
    case "U": return ((dayOfYear + 6 - weekday) / 7, 2, "0")
    case "W": return ((dayOfYear + 6 - (weekday + 6) % 7) / 7, 2, "0")
    default: return nil
    }
  }

  private func word(_ letter: Unicode.Scalar) -> String? {
    switch letter {
    case "A": Self.weekdays[weekday]
    case "a": String(Self.weekdays[weekday].prefix(3))
    case "B": monthName
    case "b", "h": String(monthName.prefix(3))
    case "p": hour < 12 ? "AM" : "PM"
    case "P": hour < 12 ? "am" : "pm"
    case "n": "\n"
    case "t": "\t"
    case "%": "%"
    case "z", "Z": ""
    default: nil
    }
  }

  private func composite(_ letter: Unicode.Scalar) -> String? {
    let format: String
    switch letter {
    case "F": format = "%Y-%m-%d"
    case "T", "X": format = "%H:%M:%S"
    case "R": format = "%H:%M"
    case "D", "x": format = "%m/%d/%y"
    case "r": format = "%I:%M:%S %p"
    case "c": format = "%a %b %e %H:%M:%S %Y"
    default: return nil
    }
    return formatted(Text(format)).string
  }

  private var monthName: String {
    Self.months.indices.contains(month - 1) ? Self.months[month - 1] : ""
  }

  private static let weekdays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
}
