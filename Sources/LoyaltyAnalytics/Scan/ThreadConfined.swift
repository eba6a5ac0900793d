/// A value that one thread at a time owns, on the heap, so that threads can hand it over.
///
/// The one `@unchecked Sendable` of the scan. What makes it sound is how it is used: a worker touches
/// its own between the start and the end of ``concurrentPerform(_:_:)``, and the caller before and
/// after; starting and joining a thread orders their accesses. Whoever takes one elsewhere must
/// order them likewise.
final class ThreadConfined<Value: ~Copyable>: @unchecked Sendable {
  var value: Value

  init(_ value: consuming Value) {
    self.value = value
  }
}
