import Autodiff
import Foundation
import Synchronization

extension Workers {
  /// So many threads, the caller among them, which stay awake between steps that follow one another closely.
  static func threads(_ count: Int) -> Workers {
    if count <= 1 { return .one }
    let threads = ReadyThreads(count - 1)
    return Workers(count: count) { parts, body in threads.run(parts, body) }
  }

  /// How many processors there are to compute on.
  static var processorCount: Int { ProcessInfo.processInfo.activeProcessorCount }
}

/// Threads that wait for work with open eyes for a while, since waking one takes longer than most steps do, and then sleep.
private final class ReadyThreads: Sendable {
  private let shared: SharedWork

  init(_ count: Int) {
    let shared = SharedWork(count)
    self.shared = shared
    for position in 1...count {
      let thread = Thread { shared.serve(position) }
      thread.name = "nnlearn worker \(position)"
      thread.start()
    }
  }

  deinit { shared.give(nil) }

  /// Calls the body with 0, 1, … up to a count of at most one more than there are threads, and returns when all are done.
  func run(_ parts: Int, _ body: @escaping @Sendable (Int) -> Void) {
    shared.give(Work(parts: parts, body: body))
    body(0)
    shared.waitForAll()
  }
}

private struct Work: Sendable {
  let parts: Int
  let body: @Sendable (Int) -> Void
}

/// What the threads of one owner share. The owner alone writes `work`, and only while they wait; each round announces new work.
private final class SharedWork: @unchecked Sendable {
  private var work: Work?
  private let round = Atomic(0)
  private let finished = Atomic(0)
  private let sleeping = Atomic(0)
  private let bell = NSCondition()
  private let count: Int

  /// How often a thread looks before it lets others have its processor: for some hundred microseconds, which is longer than what one thread
  /// does alone between two steps of several.
  private static let looks = 200_000

  init(_ count: Int) { self.count = count }

  /// Announces work; nil sends the threads home.
  func give(_ work: Work?) {
    self.work = work
    finished.store(0, ordering: .relaxed)
    round.add(1, ordering: .sequentiallyConsistent)
    guard sleeping.load(ordering: .sequentiallyConsistent) > 0 else { return }
    bell.lock()
    bell.broadcast()
    bell.unlock()
  }

  func waitForAll() {
    var looks = 0
    while finished.load(ordering: .acquiring) < count {
      looks += 1
      if looks > Self.looks { sched_yield() }
    }
  }

  /// What a thread does until it is sent home.
  func serve(_ position: Int) {
    var last = 0
    while true {
      last = nextRound(after: last)
      guard let work else { return }
      if position < work.parts { work.body(position) }
      finished.add(1, ordering: .releasing)
    }
  }

  private func nextRound(after last: Int) -> Int {
    for _ in 0..<Self.looks {
      let now = round.load(ordering: .acquiring)
      if now != last { return now }
    }
    sleeping.add(1, ordering: .sequentiallyConsistent)
    bell.lock()
    while round.load(ordering: .sequentiallyConsistent) == last { bell.wait() }
    bell.unlock()
    sleeping.subtract(1, ordering: .sequentiallyConsistent)
    return round.load(ordering: .acquiring)
  }
}
