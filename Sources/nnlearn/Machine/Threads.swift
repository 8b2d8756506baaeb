import Autodiff
import Synchronization
import SystemMemory

extension Workers {
  /// Returns a number of threads, including the caller, which stay awake between steps in quick succession.
  ///
  /// There are fewer if the system refuses to start that many.
  static func threads(_ count: Int) -> Workers {
    if count <= 1 { return .one }
    let threads = ReadyThreads(atMost: count - 1)
    if threads.count == 0 { return .one }
    return Workers(count: threads.count + 1) { parts, body in threads.run(parts, body) }
  }

  /// The number of processors available to the program.
  static var processorCount: Int {
    #if os(Linux)
      let usable = Int(usable_processors())
      if usable > 0 { return usable }
    #endif
    return max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }
}

/// Threads that spin for a while when waiting for work, because waking one takes longer than most steps, and then sleep.
private final class ReadyThreads: Sendable {
  private let shared: SharedWork

  var count: Int { shared.count }

  init(atMost count: Int) {
    let shared = SharedWork(atMost: count)
    self.shared = shared
    #if canImport(Glibc)
      // The C library would reserve 64 MB of address space for each thread that allocates, but steps of training do not
      // allocate.
      mallopt(M_ARENA_MAX, 1)
    #endif
    // Threads must leave the address space that the run needs, and each of them needs some more.
    var kept = KeptMemory()
    guard kept.keep(1 << 28) else { return }
    while shared.count < count, kept.keep(1 << 22) {
      let position = shared.count + 1
      guard startThread({ shared.serve(position) }) else { return }
      shared.count = position
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

/// The shared state of an owner's threads. Only the owner writes `work`, while they wait; each round announces new work.
private final class SharedWork: @unchecked Sendable {
  private var work: Work?
  private let round = Atomic(0)
  private let finished = Atomic(0)
  private let sleeping = Atomic(0)
  private let bell = Bell()
  /// The number of threads; only the owner accesses it.
  var count = 0

  /// The number of times that a thread spins before it yields its processor. It takes some hundred microseconds, longer than
  /// the serial work between two parallel steps. With more threads than processors, spinning only keeps others from working.
  private let looks: Int

  init(atMost count: Int) { looks = count < Workers.processorCount ? 200_000 : 0 }

  /// Announces work; `nil` ends the threads.
  func give(_ work: Work?) {
    self.work = work
    finished.store(0, ordering: .relaxed)
    round.add(1, ordering: .sequentiallyConsistent)
    guard sleeping.load(ordering: .sequentiallyConsistent) > 0 else { return }
    bell.ring()
  }

  func waitForAll() {
    var left = looks
    while finished.load(ordering: .acquiring) < count {
      if left > 0 { left -= 1 } else { sched_yield() }
    }
  }

  /// Runs a thread's share of work until it is ended.
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
    for _ in 0..<looks {
      let now = round.load(ordering: .acquiring)
      if now != last { return now }
    }
    sleeping.add(1, ordering: .sequentiallyConsistent)
    bell.wait { round.load(ordering: .sequentiallyConsistent) != last }
    sleeping.subtract(1, ordering: .sequentiallyConsistent)
    return round.load(ordering: .acquiring)
  }
}

/// Wakes threads that sleep until a condition holds.
private final class Bell: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    mutex.initialize(to: pthread_mutex_t())
    condition.initialize(to: pthread_cond_t())
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Wakes all sleeping threads to check their conditions.
  func ring() {
    pthread_mutex_lock(mutex)
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }

  /// Sleeps until the condition holds, which is checked at every ring.
  func wait(_ holds: () -> Bool) {
    pthread_mutex_lock(mutex)
    while !holds() { pthread_cond_wait(condition, mutex) }
    pthread_mutex_unlock(mutex)
  }
}

/// The body of a thread.
private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

/// Starts a detached thread; returns whether the system allowed it.
/// - Parameter stack: the size of its stack in bytes. Kernels need little, and many threads with the usual 8 MB of address
///   space each would be refused.
func startThread(stack: Int = 1 << 20, _ body: @escaping @Sendable () -> Void) -> Bool {
  var attributes = pthread_attr_t()
  guard pthread_attr_init(&attributes) == 0 else { return false }
  defer { pthread_attr_destroy(&attributes) }
  pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
  pthread_attr_setstacksize(&attributes, stack)
  let body = Unmanaged.passRetained(ThreadBody(body))
  let code: Int32
  #if canImport(Darwin)
    var thread: pthread_t?
    code = pthread_create(&thread, &attributes, { serve($0) }, body.toOpaque())
  #else
    var thread = pthread_t()
    code = pthread_create(&thread, &attributes, { serve($0!) }, body.toOpaque())
  #endif
  if code != 0 { body.release() }
  return code == 0
}

private func serve(_ body: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
  Unmanaged<ThreadBody>.fromOpaque(body).takeRetainedValue().run()
  return nil
}
