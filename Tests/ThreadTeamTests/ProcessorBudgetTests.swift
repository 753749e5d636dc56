import Testing
import ThreadTeam

@Suite("How many threads to run")
struct ProcessorBudgetTests {
  @Test(
    "Lists of processors are read as the system writes them",
    arguments: [
      ("0", [0]), ("0-3", [0, 1, 2, 3]), ("0-3,8,10-11", [0, 1, 2, 3, 8, 10, 11]),
      ("5-5", [5]), ("", []), (",", []), ("2,,4", [2, 4]),
    ])
  func lists(text: String, expected: [Int]) {
    #expect(ProcessorBudget.processors(inList: text) == expected)
  }

  @Test(
    "Parts that make no sense are left out",
    arguments: [
      ("x", []), ("1,x,3", [1, 3]), ("3-1", []), ("1-2-3", []), ("-", []), ("0-65536", []),
      ("0-9223372036854775807", []), ("99999999999999999999", []), ("7-", []), ("-7", []),
      ("x-7", []), ("7-x", []), ("1.5", []), ("65535", [65_535]),
    ])
  func nonsense(text: String, expected: [Int]) {
    #expect(ProcessorBudget.processors(inList: text) == expected)
  }

  @Test(
    "A quota is rounded down to whole processors, but never to none",
    arguments: [
      ("100000 100000", 1), ("150000 100000", 1), ("200000 100000", 2), ("399999 100000", 3),
      ("50000 100000", 1), ("1 1000000", 1), ("800000 50000", 16),
    ])
  func quotas(line: String, expected: Int) {
    #expect(ProcessorBudget.wholeProcessors(cpuMax: line) == expected)
  }

  @Test(
    "Without a quota that makes sense there is no limit",
    arguments: [
      "max 100000", "", "100000", "0 100000", "-1 100000", "100000 0", "100000 -5", "a b",
      "1 2 3", "99999999999999999999 1",
    ])
  func noQuota(line: String) {
    #expect(ProcessorBudget.wholeProcessors(cpuMax: line) == nil)
  }

  @Test("The recommendation is a number of threads that a machine can have")
  func recommendation() {
    #expect((1...64).contains(ProcessorBudget.recommendedThreads()))
    #expect(ProcessorBudget.recommendedThreads() == ProcessorBudget.recommendedThreads())
  }
}
