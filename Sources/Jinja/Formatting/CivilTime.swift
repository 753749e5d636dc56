/// A date and a time of day, as `strftime_now` tells them.
package struct CivilTime: Sendable, Equatable {
  package let year: Int
  /// 1 to 12.
  package let month: Int
  /// 1 to 31.
  package let day: Int
  package let hour: Int
  package let minute: Int
  package let second: Int

  package init(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0
  ) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// The time so many seconds after 1970 began in UTC, on a clock that is ahead of UTC by
  /// `offset` seconds.
  package init(secondsSince1970 seconds: Int, offset: Int = 0) {
    let local = seconds &+ offset
    let days = local.flooredDivision(by: 86_400)
    let rest = local - days * 86_400
    let date = Self.date(daysSince1970: days)
    self.init(
      year: date.year, month: date.month, day: date.day, hour: rest / 3600,
      minute: rest / 60 % 60, second: rest % 60)
  }

  /// Reads a time such as "2026-01-15T09:30:00"; nil where the text is none.
  package init?(_ text: String) {
    let fields = text.split { !$0.isNumber }.map { Int($0) }
    guard fields.count >= 3, let year = fields[0], let month = fields[1], let day = fields[2],
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    func field(_ position: Int) -> Int { position < fields.count ? fields[position] ?? 0 : 0 }
    self.init(
      year: year, month: month, day: day, hour: field(3), minute: field(4), second: field(5))
  }

  /// The civil date of a day, by the rule that every 400 years have 146,097 days and a year is
  /// counted from March.
  private static func date(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted.flooredDivision(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  private var isLeapYear: Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// 1 on the first of January.
  var dayOfYear: Int {
    let lengths = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return lengths.prefix(max(0, month - 1)).reduce(day, +)
  }

  /// 0 on Sunday.
  var weekday: Int {
    let y = year - 1
    let daysBefore = y * 365 + y / 4 - y / 100 + y / 400
    return ((daysBefore + dayOfYear) % 7 + 7) % 7
  }
}

extension Int {
  /// Rounds down for negative numbers too; the divisor is positive.
  fileprivate func flooredDivision(by divisor: Int) -> Int {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
