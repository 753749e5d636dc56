import Prompting
import Testing

struct BlockMarksTests {
  @Test(arguments: [
    ("", 7, 7), ("=======", 8, 7), ("=======\n========", 9, 7), ("======= x", 7, 7),
    (">>>>>>> REPLACE", 7, 8), (">>>>>>> REPLACE\r", 7, 8), ("a\n>>>>>>> REPLACED", 7, 8),
    ("> REPLACE", 7, 7), ("======\n>>>>>>>", 7, 7),
  ])
  func marksAreTakenForNoLine(_ text: String, _ divider: Int, _ end: Int) {
    let marks = BlockMarks(for: text + "\n")
    #expect(marks.divider.count == divider)
    #expect(marks.replace == String(repeating: ">", count: end) + " REPLACE")
  }
}
