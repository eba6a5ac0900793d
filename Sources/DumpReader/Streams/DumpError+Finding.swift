extension DumpError {
  /// What was found.
  package enum Finding: Sendable, Equatable {
    // The operating system.
    case cannotOpen(errno: CInt)
    case cannotRead(at: Int?, errno: CInt)
    case outOfMemory

    // What the bytes are.
    case foreign(ForeignFormat)
    case unrecognized
    case nested(String, within: String)
    case zeros
    case noColumnNames
    case columnNamesTooLong(limit: Int)
    /// Each column by the names that it may have; the names in the header; where that is, if it is not
    /// the first one.
    case missingColumns([[String]], header: [String], at: Int?)
    /// A zstd frame asks for more than may be used; how much, where that is known.
    case window(limit: Int, needed: Int?)
    case archiveVersion(String)
    case becameText(BinaryAsText)

    // Collections.
    case severalNamespaces([String])
    case namesakes(String, [String])
    case unknownNamespace(String, holds: [String])
    case onlyInternal([String])
    case noCollection
    case noNamespaces(format: String)
    case noRecords(format: String)
    case noArrays(format: String)
    /// The path at which there are no rows; some names of what the object has instead.
    case noRows(at: String, has: [String])
    case view(String)
    case timeSeries([String])
    case damagedPrelude(seen: [String])
    case otherNamespaceFollows(String, then: String)
    case archivePart

    // Directories.
    case emptyDirectory
    case severalDumps([String])
    case severalFiles(String, [String])
    case mixedFormats([String: String])
    case notExported([String])

    // Several inputs.
    /// All pieces in order, and those of them that are not there.
    case pieces([String], missing: [String], namespace: String?)
    case sameInput(String)

    // Ranges.
    case notOnDisk
    case notCuttable(format: String, size: Int)

    // Documents that are something else.
    case oplog(OplogInsertions)
    case changeStream(namespace: String?)
    case buckets(String?)

    /// What has no case of its own yet, as a sentence.
    case other(Code, String)
  }
}

/// What inserts documents in an oplog, as far as its first documents show it.
package struct OplogInsertions: Sendable, Equatable {
  /// The collection that something was inserted into first.
  package var namespace: String?
  /// Whether there are documents that insert one document.
  package var areSingle = false
  /// Whether there are documents that do several things at once, among them insertions: transactions,
  /// batches.
  package var areTogether = false
  /// Whether all documents have been looked at.
  package var areAll = false

  package init() {}
}

/// How bytes became text on their way, after which they cannot be got back.
package enum BinaryAsText: Sendable, Equatable, CaseIterable {
  /// PowerShell's `>` took it for text and wrote UTF-16.
  case utf16
  /// Each byte above 7F was taken for a character of Latin-1 or Windows-1252, and written as UTF-8.
  case latin1
  /// What is no UTF-8 was replaced by U+FFFD.
  case replaced
  /// Line feeds became CR LF.
  case carriageReturns
}

extension DumpError.Finding {
  var code: DumpError.Code {
    switch self {
    case .cannotOpen, .cannotRead, .outOfMemory: .io
    case .foreign, .unrecognized, .nested, .zeros, .noColumnNames, .columnNamesTooLong,
      .missingColumns, .becameText, .noRows,
      .emptyDirectory, .severalDumps, .mixedFormats, .notExported, .pieces, .oplog, .changeStream:
      .notADump
    case .severalNamespaces, .namesakes, .unknownNamespace, .onlyInternal, .noCollection, .view,
      .otherNamespaceFollows, .severalFiles:
      .namespace
    case .window, .archiveVersion, .timeSeries, .buckets: .unsupported
    case .damagedPrelude, .archivePart: .damaged
    case .noNamespaces, .noRecords, .noArrays, .sameInput, .notOnDisk, .notCuttable: .usage
    case .other(let code, _): code
    }
  }
}
