#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A value behind a lock, with waiting until something is so of it: a monitor, as Hoare has it.
///
/// The standard library's `Mutex` knows no condition to wait for. The system's lock lies on the heap,
/// where it does not move.
@safe final class Monitor<State>: @unchecked Sendable {
  // Only touched under the lock.
  private var state: State
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init(_ state: sending State) {
    self.state = state
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(condition, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe pthread_mutex_destroy(mutex)
    unsafe condition.deallocate()
    unsafe mutex.deallocate()
  }

  /// Runs a body that no other thread runs at the same time, and wakes all that wait: what they wait
  /// for may be so now.
  func change<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer {
      unsafe pthread_cond_broadcast(condition)
      unsafe pthread_mutex_unlock(mutex)
    }
    return try body(&state)
  }

  /// Waits until a condition holds, then runs a body like ``change(_:)``.
  func change<Result>(
    when condition: (State) -> Bool, _ body: (inout State) throws -> Result
  ) rethrows -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer {
      unsafe pthread_cond_broadcast(self.condition)
      unsafe pthread_mutex_unlock(mutex)
    }
    while !condition(state) { unsafe pthread_cond_wait(self.condition, mutex) }
    return try body(&state)
  }

  /// Waits until a condition holds, then runs a body after which nobody can go on who could not before:
  /// wakes nobody.
  func look<Result>(
    when condition: (State) -> Bool = { _ in true }, _ body: (inout State) throws -> Result
  ) rethrows -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    while !condition(state) { unsafe pthread_cond_wait(self.condition, mutex) }
    return try body(&state)
  }
}
