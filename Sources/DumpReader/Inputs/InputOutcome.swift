/// What became of one input.
public struct InputOutcome: Sendable, Equatable {
  /// The input as the user named it; of a directory, the file.
  public package(set) var path: String
  /// The collection, where the input names it: archives and dump directories.
  public package(set) var namespace: String?
  /// The format and the compression, such as `bson`, `jsonl+zstd` or `archive+gzip`.
  public package(set) var format: String
  /// Bytes of the decoded stream that were handed out or passed over.
  public package(set) var bytes: Int
  /// Bytes read from the operating system: fewer, where the input is compressed.
  public package(set) var bytesRead: Int
  /// Bytes of the decoded stream that were no document.
  public package(set) var bytesSkipped: Int
  /// What stands between the documents and was recognised as no part of them: log lines, prompts,
  /// comments, prefixes, titles. Its zero bytes are in ``bytesSkipped`` as well.
  package private(set) var passed = PassedBytes()
  /// Where rows were found in one object that may be all of the input, as the names that lead to them;
  /// nil where they are read from there because ``InputOptions/records`` says so.
  package var recordsPath: [String]?
  /// Whether the documents are rows of an object around them.
  package var isOfRecords = false
  /// Whether offsets in it count the bytes of a decoded stream rather than those of the file.
  package var isDecoded: Bool
  /// Damage of the container, nil if there is none.
  public package(set) var damage: StreamDamage?
  /// Documents that were met in it, refused ones included; counted by whoever decodes them.
  public package(set) var documents = 0
  /// Whether there was nothing in it at all: worth a warning.
  public package(set) var isEmpty: Bool
  /// Of a range of a file: where its records start and end, nil where none starts in it.
  package var borders: RangeBorders?
  /// Line feeds behind the last chunk, which no chunk counts.
  package internal(set) var lineFeedsBehind = 0
  /// The first bytes of its documents, for what is to be said about them; empty but for the first few
  /// inputs.
  package var beginning: [UInt8] = []

  /// Creates a record.
  package init(
    path: String, namespace: String? = nil, format: String, bytes: Int = 0, bytesRead: Int = 0,
    bytesSkipped: Int = 0, isDecoded: Bool = false, damage: StreamDamage? = nil,
    isEmpty: Bool = false
  ) {
    self.path = path
    self.namespace = namespace
    self.format = format
    self.bytes = bytes
    self.bytesRead = bytesRead
    self.bytesSkipped = bytesSkipped
    self.isDecoded = isDecoded
    self.damage = damage
    self.isEmpty = isEmpty
  }
}

extension InputOutcome {
  /// Adds what was passed over between documents.
  package mutating func add(_ passed: PassedBytes) {
    self.passed.combine(passed)
    bytesSkipped += passed.zeros
  }

  /// Forgets what stands in front of the documents, which another range of the file tells.
  mutating func forgetPassed() { passed = PassedBytes() }
}
