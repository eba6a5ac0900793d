import SampleData

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A file of made-up transactions that is deleted in the end.
struct SampleInput: ~Copyable {
  let path: String
  let documents: Int

  /// Writes so many documents of so many users below the folder for temporary files.
  init?(documents: Int, users: Int, as form: SampleForm) {
    let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    path = "\(folder)/analyze-micro-\(getpid()).\(form.rawValue)"
    self.documents = documents
    guard let file = unsafe fopen(path, "wb") else { return nil }
    defer { unsafe fclose(file) }
    var stream = SampleStream(
      SampleRecipe(documents: documents, users: users, seed: 7), as: form)
    var bytes = OutputBytes(capacity: 1 << 20)
    while stream.write(to: &bytes, upTo: 1 << 19) {
      let written = unsafe bytes.bytes.withUnsafeBytes {
        unsafe fwrite($0.baseAddress, 1, $0.count, file)
      }
      guard written == bytes.count else { return nil }
      bytes.truncate()
    }
  }

  deinit { _ = unsafe unlink(path) }
}
