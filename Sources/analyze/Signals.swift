import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Interrupts: one thread waits for them, so that what they do is ordinary code.
enum Signals {
  private static let onInterrupt = Mutex<(@Sendable () -> Void)?>(nil)

  /// Sets up what holds for the whole process: a closed pipe ends it quietly whatever it inherited,
  /// and interrupts are waited for.
  static func prepare() {
    // An inherited "ignore" would turn a closed pipe into an endless series of failed writes.
    signal(SIGPIPE, SIG_DFL)
    var set = sigset_t()
    unsafe sigemptyset(&set)
    unsafe sigaddset(&set, SIGINT)
    unsafe sigaddset(&set, SIGTERM)
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    detachThread {
      var set = sigset_t()
      unsafe sigemptyset(&set)
      unsafe sigaddset(&set, SIGINT)
      unsafe sigaddset(&set, SIGTERM)
      var number: Int32 = 0
      guard unsafe sigwait(&set, &number) == 0 else { return }
      onInterrupt.withLock { $0?() }
      // Die by the signal, so that the caller sees 128 + n and shells stop their loops.
      signal(number, SIG_DFL)
      unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
      kill(getpid(), number)
    }
  }

  /// What to do before the process dies of an interrupt.
  static func onInterrupt(_ body: @escaping @Sendable () -> Void) {
    onInterrupt.withLock { $0 = body }
  }
}

/// Starts a thread that nobody waits for.
func detachThread(_ body: @escaping @Sendable () -> Void) {
  final class Start: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  let start = unsafe Unmanaged.passRetained(Start(body)).toOpaque()
  #if canImport(Darwin)
  var thread: pthread_t?
  let status = unsafe pthread_create(&thread, nil, { argument in
    unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().body()
    return nil
  }, start)
  if status == 0, let thread { pthread_detach(thread) }
  #else
  var thread = pthread_t()
  let status = unsafe pthread_create(&thread, nil, { argument in
    if let argument = unsafe argument {
      unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().body()
    }
    return nil
  }, start)
  if status == 0 { pthread_detach(thread) }
  #endif
}
