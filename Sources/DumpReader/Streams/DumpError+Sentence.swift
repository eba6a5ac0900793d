internal import SystemPackage

// All that is said about inputs that cannot be read, without what to do about it.

extension DumpError.Finding {
  /// What was found, as a sentence without a full stop and without the path.
  var sentence: String {
    switch self {
    case .cannotOpen(let errno): return "cannot be opened: \(Self.reason(errno))"
    case .cannotRead(nil, let errno): return "cannot be read: \(Self.reason(errno))"
    case .cannotRead(let offset?, let errno):
      return "cannot be read at byte \(offset): \(Self.reason(errno))"
    case .outOfMemory: return "there is no memory to decompress it"

    case .foreign(let format): return "\(format.sentence)"
    case .unrecognized: return "it is neither BSON, JSON, CSV nor a mongodump archive"
    case .nested(let inner, let outer): return "it is \(inner) within \(outer)"
    case .zeros: return "it begins with nothing but zeros, as a file that was never written"
    case .noColumnNames: return "its first line is no list of column names"
    case .columnNamesTooLong(let limit):
      return "its line of column names is longer than \(limit >> 10) KiB"
    case .missingColumns(let missing, let header, let offset):
      return Self.missing(missing, in: header, at: offset)
    case .window(let limit, _): return "it is zstd with a window of more than \(limit >> 20) MiB"
    case .archiveVersion(let version):
      return "it is a mongodump archive of version \(version), not 0.1"
    case .becameText(let damage): return damage.sentence

    case .severalNamespaces(let names): return "it holds several collections: \(Self.list(names))"
    case .namesakes(let wanted, let names):
      return "it holds several collections called \(wanted): \(Self.list(names))"
    case .unknownNamespace(let wanted, let names):
      return "it does not hold \(wanted); it holds \(Self.list(names))"
    case .onlyInternal(let names): return "it holds nothing but \(Self.list(names))"
    case .noCollection: return "it holds no collection"
    case .noNamespaces(let format):
      return "it is \(format), which has no collections to choose from"
    case .noRecords(let format):
      return "it is \(format); rows within an object are looked for in JSON only"
    case .noArrays(let format): return "it is \(format), whose rows have no arrays to unwind"
    case .noRows(let path, let names):
      let shown = names.prefix(20).map { "\"\($0)\"" }.joined(separator: ", ")
      return "there is no array and no object at \"\(path)\""
        + (shown.isEmpty ? "" : "; the outermost object has \(shown)")
    case .view(let name): return "\(name) is a view, of which a dump holds no documents"
    case .timeSeries(let names): return Self.timeSeries(names)
    case .damagedPrelude([]): return "the list of collections at its beginning is damaged"
    case .damagedPrelude(let names):
      return "the list of collections at its beginning is damaged; it holds at least "
        + Self.list(names)
    case .otherNamespaceFollows(let first, let next):
      return "an archive of \(next) follows that of \(first)"
    case .archivePart:
      return "it is a part of a mongodump archive that begins in the middle of a collection"

    case .emptyDirectory: return "it is a directory without a dump: there is nothing to read in it"
    case .severalDumps(let folders): return "it holds several dumps: \(Self.list(folders))"
    case .severalFiles(let name, let files):
      return "it holds \(name) more than once: \(Self.list(files))"
    case .mixedFormats(let formats):
      let examples = formats.sorted { $0.key < $1.key }.map { "\($0.value) is \($0.key)" }
      return "the files in it are of several formats: \(examples.joined(separator: ", "))"
    case .notExported(let files):
      return "not all that is in it are exports: \(Self.list(files))"

    case .pieces(let files, let missing, _) where missing.first == files.first:
      return "it is a piece of one file, which makes sense with all others only; the first one"
        + (missing.count == 1
          ? " is not there: \(missing[0])" : " and others are not there: \(Self.list(missing))")
    case .pieces(let files, let missing, _):
      return "it is the first of \(files.count) pieces of one file, which make sense together only"
        + (missing.isEmpty
          ? ""
          : ", and \(missing.count == 1 ? "one is" : "some are") not there: \(Self.list(missing))")
    case .sameInput(let path):
      return path.isEmpty ? "it is given twice" : "it is given twice, also as \(path)"

    case .notOnDisk: return "only a file on a disk can be cut"
    case .notCuttable(let format, _):
      return "it is \(format) as it is to be read, which cannot be cut"

    case .oplog: return "it is an oplog: its documents are changes, not transactions"
    case .changeStream: return "it is a change stream: its documents are changes, not transactions"
    case .buckets(let name): return Self.timeSeries(name.map { [$0] } ?? [])

    case .other(_, let sentence): return sentence
    }
  }

  /// The same without any name that stands in the input: what is taken for a header or a key may be
  /// somebody's address.
  var sentenceWithoutNames: String {
    switch self {
    case .missingColumns(let missing, let header, _):
      let count = header.count == 1 ? "1 column" : "\(header.count.grouped) columns"
      return Self.missing(missing) + "; its header has \(count), whose names are not shown"
    case .noRows(let path, _): return Self.noRows(at: path, has: []).sentence
    default: return sentence
    }
  }

  /// That there are no such columns.
  private static func missing(_ columns: [[String]]) -> String {
    let wanted = columns.map { $0.joined(separator: " or ") }
    let all =
      wanted.dropLast().joined(separator: ", ") + (wanted.count > 1 ? " and " : "")
      + (wanted.last ?? "")
    return "it has no column\(wanted.count > 1 ? "s" : "") \(all)"
  }

  private static func missing(
    _ columns: [[String]], in header: [String], at offset: Int?
  ) -> String {
    let more = header.count > 40 ? " and \(header.count - 40) more" : ""
    let isRow = header.contains { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0.utf8.first ?? 0 }
    return missing(columns) + "; the columns of its header"
      + (offset.map { " at byte \($0)" } ?? "")
      + " are \(header.prefix(40).joined(separator: ", "))\(more)"
      + (isRow ? ", which may be a row without a header above it" : "")
  }

  private static func timeSeries(_ names: [String]) -> String {
    let kind = "a time-series collection, of which a dump holds compressed buckets, no documents"
    return switch names.count {
    case 0: "it is \(kind)"
    case 1: "\(names[0]) is \(kind)"
    default: "it holds \(list(names)); each is \(kind)"
    }
  }

  private static func reason(_ errno: CInt) -> String {
    let errno = Errno(rawValue: errno)
    return errno == .isDirectory ? "it is a directory" : errno.description
  }

  private static func list(_ names: [String]) -> String {
    guard !names.isEmpty else { return "nothing" }
    let shown = names.prefix(50).joined(separator: ", ")
    return names.count > 50 ? "\(shown) and \(names.count - 50) more" : shown
  }
}

extension BinaryAsText {
  var sentence: String {
    switch self {
    case .utf16:
      "it is a dump that was taken for text and written as UTF-16, as PowerShell's > does: its bytes are lost"
    case .latin1:
      "it is a dump that was taken for text and converted to UTF-8: its bytes are lost"
    case .replaced:
      "it is a dump that was taken for text: whatever was not UTF-8 has been replaced by U+FFFD"
    case .carriageReturns:
      "it is a dump whose line feeds have all become CR LF, as on a terminal or in a text-mode transfer"
    }
  }
}
