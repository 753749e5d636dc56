import Synchronization
import Testing
import ThreadTeam

@Suite("Runs in chunks")
struct ChunkTests {
  private static let totals = [0, 1, 2, 3, 7, 16, 17, 31, 100, 1009]

  @Test("Every index is covered once", arguments: [1, 2, 3, 8], totals)
  func coverage(workers: Int, total: Int) {
    let team = WorkerTeam(count: workers)
    for chunk in [-4, 0, 1, 2, 3, 8, 13, total, total + 1, 5000] {
      let visits = Counters(total)
      team.run(total: total, chunk: chunk) { range, _ in
        for index in range { visits.add(1, to: index) }
      }
      #expect(visits.values == Array(repeating: 1, count: total), "chunk \(chunk)")
    }
  }

  @Test("Ranges are as long as the chunk, but for the last", arguments: [2, 3])
  func lengths(workers: Int) {
    let team = WorkerTeam(count: workers)
    let lengths = Counters(101)
    team.run(total: 101, chunk: 7) { range, _ in lengths.add(range.count, to: range.lowerBound) }
    let expected = (0..<101).map { $0 % 7 != 0 ? 0 : min(7, 101 - $0) }
    #expect(lengths.values == expected)
  }

  @Test("What fits in one chunk runs on the caller alone")
  func oneChunk() {
    let team = WorkerTeam(count: 3)
    let visits = Counters(3)
    team.run(total: 8, chunk: 8) { range, worker in
      #expect(range == 0..<8)
      visits.add(1, to: worker)
    }
    #expect(visits.values == [1, 0, 0])
  }

  @Test("Nothing runs for a total of zero or less", arguments: [0, -1, Int.min])
  func nothing(total: Int) {
    let visits = Counters(1)
    WorkerTeam(count: 2).run(total: total, chunk: 1) { _, _ in visits.add(1, to: 0) }
    #expect(visits.values == [0])
  }

  @Test("The worker's index is that of the thread that runs the range")
  func workerIndex() {
    let team = WorkerTeam(count: 3)
    let threads = Counters(3)
    team.run { threads.add(ThreadName.current.number, to: $0) }
    let names = threads.values
    let wrong = Counters(1)
    team.run(total: 500, chunk: 1) { _, worker in
      if ThreadName.current.number != names[worker] { wrong.add(1, to: 0) }
    }
    #expect(wrong.values == [0])
  }

  @Test("A slow worker takes fewer chunks than the others")
  func stealing() {
    let team = WorkerTeam(count: 2)
    let taken = Counters(2)
    team.run(total: 400, chunk: 1) { _, worker in
      pauseThread(microseconds: worker == 0 ? 4000 : 100)
      taken.add(1, to: worker)
    }
    #expect(taken.values[0] + taken.values[1] == 400)
    #expect(taken.values[0] < taken.values[1])
  }

  @Test("Thousands of runs in chunks give the right sum", arguments: [2, 3, 8])
  func manyRuns(workers: Int) {
    let team = WorkerTeam(count: workers)
    let sums = Counters(1)
    let rounds = rounds(3000, workers: workers)
    for round in 0..<rounds {
      team.run(total: round % 40, chunk: 1 + round % 5) { range, _ in
        sums.add(range.reduce(0, +), to: 0)
      }
    }
    #expect(sums.values[0] == (0..<rounds).reduce(0) { $0 + ($1 % 40) * ($1 % 40 - 1) / 2 })
  }

  @Test("Taking one ahead, each number runs once and each worker's next is what it was told")
  func ahead() {
    for count in [1, 2, 3] {
      let team = WorkerTeam(count: count)
      for total in [0, 1, 2, 7, 100] {
        let visits = Counters(100)
        let surprises = Counters(1)
        let told = Mutex<[Int: Int?]>([:])
        team.runAhead(total: total) { index, next, worker in
          visits.add(1, to: index)
          told.withLock {
            if let expected = $0[worker] ?? nil, expected != index { surprises.add(1, to: 0) }
            $0[worker] = next
          }
        }
        #expect(visits.values == (0..<100).map { $0 < total ? 1 : 0 })
        #expect(surprises.values == [0])
      }
    }
  }

  @Test("The last numbers are not taken ahead", arguments: [1, 2, 3])
  func lastOnes(workers: Int) {
    let team = WorkerTeam(count: workers)
    for total in 1...workers + 1 {
      let ahead = Counters(1)
      team.runAhead(total: total) { _, next, _ in ahead.add(next == nil ? 0 : 1, to: 0) }
      #expect(ahead.values == [0])
    }
  }

  @Test("What is named as the next number is one of them, also where workers are held up")
  func aheadIsInRange() {
    let team = WorkerTeam(count: 8)
    let wrong = Counters(1)
    for total in 1...600 {
      let count = total % 40 + 1
      team.runAhead(total: count) { index, next, _ in
        if let next, next <= index || next >= count { wrong.add(1, to: 0) }
      }
    }
    #expect(wrong.values == [0])
  }

  @Test("A worker alone takes all but the last number ahead")
  func aloneAhead() {
    let told = Mutex<[Int?]>([])
    WorkerTeam(count: 1).runAhead(total: 5) { _, next, _ in told.withLock { $0.append(next) } }
    #expect(told.withLock { $0 } == [1, 2, 3, nil, nil])
  }
}
