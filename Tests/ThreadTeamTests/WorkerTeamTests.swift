import Synchronization
import Testing
import ThreadTeam

@Suite("Worker teams")
struct WorkerTeamTests {
  @Test(
    "A team has as many workers as asked for, and at least one", arguments: [-1, 0, 1, 2, 3, 8])
  func count(asked: Int) {
    #expect(WorkerTeam(count: asked).count == max(asked, 1))
  }

  @Test("Every worker runs the body once", arguments: [1, 2, 3, 8])
  func everyWorkerOnce(count: Int) {
    let team = WorkerTeam(count: count)
    let visits = Counters(8)
    team.run { visits.add(1, to: $0) }
    #expect(visits.values == (0..<8).map { $0 < count ? 1 : 0 })
  }

  @Test("The caller is worker 0, and the others are threads of their own")
  func threads() {
    let team = WorkerTeam(count: 3)
    let names = Mutex<[Int: ThreadName]>([:])
    team.run { worker in names.withLock { $0[worker] = ThreadName.current } }
    let found = names.withLock { $0 }
    #expect(found[0] == ThreadName.current)
    #expect(Set(found.values).count == 3)
    team.run { worker in names.withLock { $0[worker + 3] = ThreadName.current } }
    let later = names.withLock { $0 }
    #expect((0..<3).allSatisfy { later[$0] == later[$0 + 3] })
  }

  @Test("What the workers wrote is there when the run returns", arguments: [1, 2, 3, 8])
  func visibility(count: Int) {
    let team = WorkerTeam(count: count)
    // Written without atomics: the end of a run is what orders the writes.
    let cells = UnsafeMutableBufferPointer<Int>.allocate(capacity: 8)
    cells.initialize(repeating: 0)
    defer { cells.deallocate() }
    for round in 1...rounds(2000, workers: count) {
      team.run { cells[$0] += round }
      let wrong = (0..<count).filter { cells[$0] != round * (round + 1) / 2 }
      if !wrong.isEmpty {
        Issue.record("round \(round): workers \(wrong) are behind")
        return
      }
    }
  }

  @Test("Thousands of runs each see their own body", arguments: [2, 3, 8])
  func manyRuns(count: Int) {
    let team = WorkerTeam(count: count)
    let sum = Atomic<Int>(0)
    let rounds = rounds(5000, workers: count)
    for round in 0..<rounds { team.run { sum.wrappingAdd(round * 8 + $0, ordering: .relaxed) } }
    let expected = (0..<rounds).reduce(0) { $0 + $1 * 8 * count + count * (count - 1) / 2 }
    #expect(sum.load(ordering: .relaxed) == expected)
  }

  @Test("Workers that went to sleep wake up", arguments: [2, 3, 8])
  func sleepers(count: Int) {
    let team = WorkerTeam(count: count)
    let visits = Counters(count)
    for pause in [0, 1, 30, 60, 100, 300, 1500, 3000] + Array(stride(from: 0, to: 400, by: 7)) {
      pauseThread(microseconds: pause)
      team.run { visits.add(1, to: $0) }
    }
    #expect(visits.values == Array(repeating: visits.values[0], count: count))
    #expect(visits.values[0] == 8 + 58)
  }

  @Test("Slow workers are waited for")
  func slowWorkers() {
    let team = WorkerTeam(count: 3)
    let visits = Counters(3)
    for round in 0..<6 {
      team.run { worker in
        if worker == round % 3 { pauseThread(microseconds: 2000) }
        visits.add(1, to: worker)
      }
      #expect(visits.values == [round + 1, round + 1, round + 1])
    }
  }

  @Test("Teams come and go, used or not")
  func manyTeams() {
    let total = Atomic<Int>(0)
    for round in 0..<300 {
      let team = WorkerTeam(count: 1 + round % 4)
      for _ in 0..<round % 3 {
        team.run { _ in total.wrappingAdd(1, ordering: .relaxed) }
      }
    }
    let expected = (0..<300).reduce(0) { $0 + (1 + $1 % 4) * ($1 % 3) }
    #expect(total.load(ordering: .relaxed) == expected)
  }

  @Test("Two teams work side by side")
  func twoTeams() {
    let (first, second) = (WorkerTeam(count: 2), WorkerTeam(count: 3))
    let visits = Counters(5)
    for _ in 0..<500 {
      first.run { visits.add(1, to: $0) }
      second.run { visits.add(1, to: 2 + $0) }
    }
    #expect(visits.values == [500, 500, 500, 500, 500])
  }

  @Test("A run inside another team's run is allowed")
  func nestedTeams() {
    let (outer, inner) = (WorkerTeam(count: 2), WorkerTeam(count: 2))
    let sum = Atomic<Int>(0)
    outer.run { worker in
      guard worker == 1 else { return }
      inner.run { _ in sum.wrappingAdd(1, ordering: .relaxed) }
    }
    #expect(sum.load(ordering: .relaxed) == 2)
  }

  @Test("The body is let go when the run returns")
  func bodyIsReleased() {
    final class Token: Sendable {}
    let team = WorkerTeam(count: 3)
    weak var left: Token?
    do {
      let token = Token()
      left = token
      team.run { _ in withExtendedLifetime(token) {} }
    }
    #expect(left == nil)
  }
}
