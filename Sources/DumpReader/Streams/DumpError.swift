/// Why an input could not be read at all: the operating system refused, or it is no dump.
///
/// A single bad document is not a `DumpError` but a ``MalformedDocument``: the run goes on after it.
///
/// An error says what was found. What to do about it, such as which option to use, is left to the
/// program: the library knows of none.
public struct DumpError: Error, Sendable, Equatable {
  /// The kind of failure.
  public struct Code: Sendable, Equatable {
    private enum Value: Sendable { case io, notADump, namespace, unsupported, damaged, usage }
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
    /// What was asked for makes no sense with this input.
    public static let usage = Code(value: .usage)
  }

  /// What was found, with all that a sentence about it needs.
  package let finding: Finding
  /// The input, as the user named it.
  public let path: String

  /// Creates an error about one input.
  package init(_ finding: Finding, path: String) {
    self.finding = finding
    self.path = path
  }

  /// Creates an error about what has no case of its own.
  package init(_ code: Code, path: String, _ sentence: String) {
    self.init(.other(code, sentence), path: path)
  }

  /// The kind of failure.
  public var code: Code { finding.code }
  /// What was found, as a sentence without a full stop.
  public var reason: String { finding.sentence }
  /// The same without names that stand in the input, which may be values where a header is missing.
  package var reasonWithoutNames: String { finding.sentenceWithoutNames }
  /// The collections to choose from, where that is what is wrong.
  public var candidates: [String] {
    switch finding {
    case .severalNamespaces(let names), .namesakes(_, let names), .unknownNamespace(_, let names):
      names
    default: []
    }
  }
}

extension DumpError: CustomStringConvertible {
  /// `path: reason`.
  public var description: String { "\(PlatformPath.shown(path)): \(reason)" }
}
