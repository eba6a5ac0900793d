import DumpReader

/// Whether a file that an option would write over holds a dump.
///
/// `analyze -o *.bson` names the first dump as the output of the others.
enum ExistingDump {
  /// The format of the dump that a file holds already; nil for all else, results of this program among
  /// it. What cannot be read as it stands, compressed otherwise or encrypted, is a dump to whoever keeps
  /// it.
  static func format(_ path: String, _ columns: TransactionColumns) -> String? {
    do {
      let content = try RecognizedContent(of: path)
      switch content.encoding {
      case nil: return nil
      case .bson: return content.format
      case .csv where !isNamedTable(path):
        let isDump = columns.areAmong(content.columns) && !PrintedResult.isOne(content)
        return isDump ? content.format : nil
      default: return PrintedResult.isOne(content) ? nil : content.format
      }
    } catch {
      return name(of: error.finding)
    }
  }

  /// What an error found where transactions may be; nil where there can be none.
  private static func name(of finding: DumpError.Finding) -> String? {
    switch finding {
    case .foreign(let format): format.mayHoldTransactions ? format.name : nil
    case .cannotOpen, .cannotRead, .outOfMemory, .unrecognized, .zeros, .noColumnNames,
      .columnNamesTooLong, .missingColumns:
      nil
    case .nested, .window: "compressed data"
    case .becameText: "BSON that was changed as text"
    // Several collections, or damage where they are listed: an archive all the same.
    default: "archive"
    }
  }

  /// Whether a file promises a table. Any text with commas in it may look like one.
  private static func isNamedTable(_ path: String) -> Bool {
    path.split(separator: "/").last?.split(separator: ".").dropFirst()
      .contains { ["csv", "tsv", "tab"].contains($0.lowercased()) } ?? false
  }
}

extension ForeignFormat {
  /// Whether there may be transactions in it. Workbooks and pages are results as well, and pictures,
  /// programs and messages have none.
  fileprivate var mayHoldTransactions: Bool {
    switch self {
    case .office, .html, .xmlError, .pdf, .png, .jpeg, .gif, .webp, .rtf, .elf, .machO, .script,
      .gitLFS:
      false
    default: true
    }
  }
}
