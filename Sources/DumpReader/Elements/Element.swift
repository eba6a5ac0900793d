/// One value that was met in a document, and the path that led to it.
package struct Element: BitwiseCopyable, Sendable {
  /// The path's number in the ``PathDirectory``.
  package var path: Int32
  /// The value; a document or array comes before what is in it.
  package var value: RawValue

  @inline(__always)
  init(_ path: Int32, _ value: RawValue) {
    self.path = path
    self.value = value
  }
}
