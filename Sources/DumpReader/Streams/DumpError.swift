/// Why an input could not be read at all: the operating system refused, or it is no dump.
///
/// A single bad document is not a `DumpError` but a ``MalformedDocument``: the run goes on after it.
public struct DumpError: Error, Sendable, Equatable {
  /// What went wrong.
  public struct Code: Sendable, Equatable {
    private enum Value: Sendable { case io, notADump, namespace, unsupported, damaged }
    private let value: Value

    /// The operating system refused an operation.
    public static let io = Code(value: .io)
    /// The content is something else: an image, UTF-16 text, a folder without dumps.
    public static let notADump = Code(value: .notADump)
    /// There are several namespaces and none was named, or the named one is not there.
    public static let namespace = Code(value: .namespace)
    /// A dump of a kind or version that this program does not know.
    public static let unsupported = Code(value: .unsupported)
    /// Damage that leaves nothing to salvage.
    public static let damaged = Code(value: .damaged)
  }

  /// The kind of failure.
  public let code: Code
  /// The input, as the user named it.
  public let path: String
  /// What was found and what to do about it, as a sentence without a full stop.
  public let reason: String

  /// Creates an error about one input.
  public init(_ code: Code, path: String, _ reason: String) {
    self.code = code
    self.path = path
    self.reason = reason
  }
}

extension DumpError: CustomStringConvertible {
  /// `path: reason`.
  public var description: String { "\(path): \(reason)" }
}
