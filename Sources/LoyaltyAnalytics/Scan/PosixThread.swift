#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A plain thread, for what blocks: it may wait in `read` or for a signal as long as it likes.
package struct PosixThread {
  private let thread: pthread_t

  /// Starts a thread that runs a body; nil when the system has none left.
  package init?(_ body: @escaping @Sendable () -> Void) {
    let start = unsafe Unmanaged.passRetained(Start(body)).toOpaque()
    #if canImport(Darwin)
    var started: pthread_t?
    let status = unsafe pthread_create(&started, nil, { unsafe run($0) }, start)
    #else
    var handle = pthread_t()
    let status = unsafe pthread_create(
      &handle, nil, { unsafe $0.flatMap { unsafe run($0) } }, start)
    let started: pthread_t? = handle
    #endif
    guard status == 0, let started else {
      unsafe Unmanaged<Start>.fromOpaque(start).release()
      return nil
    }
    thread = started
  }

  /// Waits for its end.
  package consuming func join() { pthread_join(thread, nil) }

  /// Lets it run until the process ends; nobody waits for it.
  package consuming func detach() { pthread_detach(thread) }
}

/// What a thread is to run, kept until it does.
private final class Start: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

private func run(_ start: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
  unsafe Unmanaged<Start>.fromOpaque(start).takeRetainedValue().body()
  return nil
}
