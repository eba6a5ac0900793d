#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Runs a body on several threads at once and waits for all of them.
///
/// Plain threads, because a worker blocks in `read` and holds its thread for the whole run; the
/// first one runs on the caller's thread.
func concurrently(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
  final class Start: Sendable {
    let index: Int
    let body: @Sendable (Int) -> Void
    init(_ index: Int, _ body: @escaping @Sendable (Int) -> Void) {
      self.index = index
      self.body = body
    }
  }
  var threads: [pthread_t] = []
  for index in 1..<max(1, count) {
    let start = unsafe Unmanaged.passRetained(Start(index, body)).toOpaque()
    #if canImport(Darwin)
    var thread: pthread_t?
    let status = unsafe pthread_create(
      &thread, nil,
      { argument in
        let start = unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
        start.body(start.index)
        return nil
      }, start)
    guard status == 0, let thread else {
      unsafe Unmanaged<Start>.fromOpaque(start).release()
      break
    }
    #else
    var thread = pthread_t()
    let status = unsafe pthread_create(
      &thread, nil,
      { argument in
        if let argument = unsafe argument {
          let start = unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
          start.body(start.index)
        }
        return nil
      }, start)
    guard status == 0 else {
      // Fewer threads give the same result, later.
      unsafe Unmanaged<Start>.fromOpaque(start).release()
      break
    }
    #endif
    threads.append(thread)
  }
  body(0)
  // Indices that got no thread are done by this one.
  for index in threads.count + 1..<max(threads.count + 1, count) { body(index) }
  for thread in threads { pthread_join(thread, nil) }
}
