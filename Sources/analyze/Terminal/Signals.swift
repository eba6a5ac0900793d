import LoyaltyAnalytics
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Interrupts: one thread waits for them, so that what they do is ordinary code.
enum Signals {
  /// Stands for something to do, until it is cancelled.
  struct Registration: Sendable {
    fileprivate var number: Int
  }

  /// When something is done: what takes away files comes before what waits for somebody to read.
  enum Turn: CaseIterable {
    case first, last
  }

  private struct State {
    var count = 0
    var bodies: [(number: Int, turn: Turn, body: @Sendable () -> Void)] = []
  }

  private static let state = Mutex(State())

  /// Sets up what holds for the whole process: a closed pipe is an error of `write`, and what ends the
  /// process is waited for, unless whoever started it wants that ignored.
  static func prepare() {
    // A closed standard output ends the process quietly, see `dieOfClosedPipe`; messages that nobody
    // reads do not.
    signal(SIGPIPE, SIG_IGN)
    // A file that may not grow further is an error of `write`, which is told, and no sudden death.
    signal(SIGXFSZ, SIG_IGN)
    let numbers = [SIGINT, SIGTERM, SIGHUP].filter { !isIgnored($0) }
    var set = signals(numbers)
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    reserveStandardStreams()
    let waiting = PosixThread {
      var set = signals(numbers)
      var number: Int32 = 0
      guard unsafe sigwait(&set, &number) == 0 else { return }
      // A second one does what it always does, should a message find nobody to read it.
      for other in numbers { signal(other, SIG_DFL) }
      unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
      // The lock stays taken: nothing that could be interrupted begins any more.
      state.withLock { state in
        for turn in Turn.allCases {
          for entry in state.bodies.reversed() where entry.turn == turn { entry.body() }
        }
        die(of: number)
      }
    }
    // Where there is no room for a thread, interrupts do what they always do.
    guard let waiting else {
      unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
      return
    }
    waiting.detach()
  }

  private static func signals(_ numbers: [Int32]) -> sigset_t {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for number in numbers { unsafe sigaddset(&set, number) }
    return set
  }

  /// Whether a signal has been ignored from the start, as `nohup` and `trap "" INT` have it.
  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard unsafe sigaction(number, nil, &action) == 0 else { return false }
    #if canImport(Darwin)
    let handler = unsafe action.__sigaction_u.__sa_handler
    #else
    let handler = unsafe action.__sigaction_handler.sa_handler
    #endif
    return unsafe unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Adds something to do before the process dies of an interrupt; of those that have the same turn
  /// the latest comes first.
  ///
  /// The body runs on another thread, while this one goes on.
  @discardableResult
  static func onInterrupt(
    _ turn: Turn = .first, _ body: @escaping @Sendable () -> Void
  ) -> Registration {
    state.withLock { state in
      state.count += 1
      state.bodies.append((state.count, turn, body))
      return Registration(number: state.count)
    }
  }

  /// Takes something to do off the list.
  static func cancel(_ registration: Registration) {
    state.withLock { state in
      state.bodies.removeAll { $0.number == registration.number }
    }
  }

  /// Ends the process as a closed pipe does where nobody waits for signals.
  static func dieOfClosedPipe() {
    die(of: SIGPIPE)
  }

  /// Dies by the signal, so that the caller sees 128 + n and shells stop their loops.
  private static func die(of number: Int32) {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    unsafe sigaddset(&set, number)
    signal(number, SIG_DFL)
    unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
    raise(number)
  }

  /// Sees to it that no file gets the number of a standard stream that the caller has closed: a
  /// report would go into it. The wrong direction makes every use of the stream an error.
  private static func reserveStandardStreams() {
    for number in Int32(0)...2 where fcntl(number, F_GETFD) == -1 {
      let descriptor = unsafe open("/dev/null", number == 0 ? O_WRONLY : O_RDONLY)
      // The lowest free number is the one that was looked at.
      if descriptor != number, descriptor > 2 { close(descriptor) }
    }
  }
}
