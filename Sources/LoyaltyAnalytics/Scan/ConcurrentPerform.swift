/// Runs a body on several threads at once and waits for all of them.
///
/// Plain threads, because a worker blocks in `read` and holds its thread for the whole run; the
/// first one runs on the caller's thread.
func concurrentPerform(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
  var threads: [PosixThread] = []
  for index in 1..<max(1, count) {
    // Fewer threads give the same result, later.
    guard let thread = PosixThread({ body(index) }) else { break }
    threads.append(thread)
  }
  body(0)
  // Indices that got no thread are done by this one.
  for index in threads.count + 1..<max(threads.count + 1, count) { body(index) }
  for thread in threads { thread.join() }
}
