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

  private struct State {
    var count = 0
    var bodies: [(number: Int, body: @Sendable () -> Void)] = []
  }

  private static let state = Mutex(State())

  /// Sets up what holds for the whole process: a closed pipe ends it quietly whatever it inherited,
  /// and interrupts are waited for.
  static func prepare() {
    // An inherited "ignore" would turn a closed pipe into an endless series of failed writes.
    signal(SIGPIPE, SIG_DFL)
    // A file that may not grow further is an error of `write`, which is told, and no sudden death.
    signal(SIGXFSZ, SIG_IGN)
    var set = sigset_t()
    unsafe sigemptyset(&set)
    unsafe sigaddset(&set, SIGINT)
    unsafe sigaddset(&set, SIGTERM)
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    reserveStandardStreams()
    let waits = detachThread {
      var set = sigset_t()
      unsafe sigemptyset(&set)
      unsafe sigaddset(&set, SIGINT)
      unsafe sigaddset(&set, SIGTERM)
      var number: Int32 = 0
      guard unsafe sigwait(&set, &number) == 0 else { return }
      // The lock stays taken: nothing that could be interrupted begins any more.
      state.withLock { state in
        for entry in state.bodies.reversed() { entry.body() }
        die(of: number)
      }
    }
    // Where there is no room for a thread, interrupts do what they always do.
    if !waits { unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil) }
  }

  /// Adds something to do before the process dies of an interrupt; the latest comes first.
  ///
  /// The body runs on another thread, while this one goes on.
  @discardableResult
  static func onInterrupt(_ body: @escaping @Sendable () -> Void) -> Registration {
    state.withLock { state in
      state.count += 1
      state.bodies.append((state.count, body))
      return Registration(number: state.count)
    }
  }

  /// Takes something to do off the list.
  static func cancel(_ registration: Registration) {
    state.withLock { state in
      state.bodies.removeAll { $0.number == registration.number }
    }
  }

  /// Dies by the signal, so that the caller sees 128 + n and shells stop their loops.
  private static func die(of number: Int32) {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    unsafe sigaddset(&set, number)
    signal(number, SIG_DFL)
    unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
    kill(getpid(), number)
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

/// Starts a thread that nobody waits for; false when the system has none left.
@discardableResult
func detachThread(_ body: @escaping @Sendable () -> Void) -> Bool {
  final class Start: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  let start = unsafe Unmanaged.passRetained(Start(body)).toOpaque()
  #if canImport(Darwin)
  var thread: pthread_t?
  let status = unsafe pthread_create(
    &thread, nil,
    { argument in
      unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().body()
      return nil
    }, start)
  guard status == 0, let thread else {
    unsafe Unmanaged<Start>.fromOpaque(start).release()
    return false
  }
  pthread_detach(thread)
  return true
  #else
  var thread = pthread_t()
  let status = unsafe pthread_create(
    &thread, nil,
    { argument in
      if let argument = unsafe argument {
        unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().body()
      }
      return nil
    }, start)
  guard status == 0 else {
    unsafe Unmanaged<Start>.fromOpaque(start).release()
    return false
  }
  pthread_detach(thread)
  return true
  #endif
}
