/// Where the rows are in an object around them.
public struct RecordsPath: Sendable, Equatable {
  /// The names that lead there; none for the input itself, an array or a map by id.
  public var names: [String]
  /// When there are rows there.
  public var expectation: Expectation

  /// When rows are looked for at a path.
  #if hasAttribute(nonexhaustive)
  @nonexhaustive
  #endif
  public enum Expectation: Sendable {
    /// Always: an input without them is an error.
    case always
    /// Where the first object begins with an array or an object there; other inputs are read as they are.
    case whereFound
    /// Where it begins with an array there.
    case whereArray
  }

  /// Creates a path of names.
  ///
  /// - Parameters:
  ///   - names: The names that lead to the rows, outermost first; none for the input itself.
  ///   - expectation: When there are rows there.
  public init(_ names: [String], _ expectation: Expectation = .always) {
    self.names = names
    self.expectation = expectation
  }

  /// Creates a path from a text such as `data`, `result.items`, or `.` for the input itself; nil where
  /// a name is empty.
  ///
  /// - Parameters:
  ///   - text: Names joined by dots.
  ///   - expectation: When there are rows there.
  public init?(_ text: String, _ expectation: Expectation = .always) {
    let names =
      text == "."
      ? [] : text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard names.allSatisfy({ !$0.isEmpty }) else { return nil }
    self.init(names, expectation)
  }

  /// The path as it is written; nil when there is no such form of it.
  public var text: String? {
    if names.isEmpty { return "." }
    return names.contains { $0.isEmpty || $0.contains(".") } ? nil : names.joined(separator: ".")
  }

  /// Whether rows are to be taken from a text: always, or where those of its first object begin in what
  /// has been read of it.
  func isFound(in head: ArraySlice<UInt8>, _ text: TextContext) -> Bool {
    if expectation == .always { return true }
    // Any object could be a map.
    if names.isEmpty { return RecordsDetection.path(in: Array(head)) == [] }
    let padded = head + [UInt8](repeating: 0, count: RawSpan.padding)
    var framer = RecordsFramer(path: names, maximumSize: head.count, text: text)
    guard case .passed = framer.frame(Array(padded).rawBytes, count: head.count, atEnd: false),
      let enclosure = framer.firstEnclosure, framer.objectsWithoutRows == 0
    else { return false }
    return enclosure == .array || expectation == .whereFound
  }
}
