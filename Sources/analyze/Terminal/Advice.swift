import DumpReader
import LoyaltyAnalytics
import LoyaltyReports

/// What to do about an input that cannot be read.
///
/// The library says what it found; what follows from it for somebody at a command line is said here.
/// Each command may be pasted as it stands.
enum Advice {
  /// The message about an input, in one sentence: its name, what was found, what to do.
  ///
  /// - Parameter hidingNames: Whether no name is told that stands in the input.
  static func message(for error: DumpError, hidingNames: Bool = false) -> String {
    let name = error.path == "-" ? "standard input" : PlatformPath.shown(error.path)
    let advice = Advice.text(for: error).map { "; \($0)" } ?? ""
    let reason = hidingNames ? error.reasonWithoutNames : error.reason
    return "\(name): \(reason)\(advice)"
  }

  /// The message about a question that has no answer.
  static func message(for error: AnalysisError, hidingNames: Bool = false) -> String {
    let otherPlace = "name a directory with more room with --temp-dir"
    let lessDisk = "allow more memory with --memory"
    switch error.finding {
    case .overflow where hidingNames:
      return "the total of a group is beyond 10^20 points; without --pseudonymise it is named"
    case .overflow:
      return "\(error.reason); correct the dump, or leave the documents out with a filter"
    case .sumOverflow: return error.reason
    case .noTemporaryFile: return "\(error.reason); name another directory with --temp-dir"
    case .temporaryFileFailed: return "\(error.reason); \(otherPlace), or \(lessDisk)"
    case .temporaryFileCut, .temporaryFileChanged:
      return "\(error.reason); name another directory with --temp-dir"
    case .temporaryLimit: return "\(error.reason); raise --temp-limit, or \(lessDisk)"
    }
  }

  /// The message about a workbook that was not made.
  static func message(for error: SpreadsheetError) -> String {
    switch error.code {
    case .missingLibrary: "\(error.reason), and csv with --spreadsheet does without"
    case .temporaryLimit: "\(error.reason); raise --temp-limit, or take another format"
    case .noTemporaryFile: "\(error.reason); name another directory with --temp-dir"
    case .temporaryFileFailed: "\(error.reason); name a directory with more room with --temp-dir"
    case .noMemory, .cell: error.reason
    }
  }

  /// What to do, nil where nothing can be said.
  static func text(for error: DumpError) -> String? {
    let input = Input(path: error.path)
    switch error.finding {
    case .cannotOpen: return remote(error.path)
    case .cannotRead, .outOfMemory, .columnNamesTooLong, .missingColumns, .archiveVersion, .noRows,
      .other:
      return nil
    case .foreign(let format): return advice(about: format, input)
    case .unrecognized: return "export it as one of these"
    case .nested: return "decompress it once and try again"
    case .zeros: return "copy or dump it again"
    case .noColumnNames: return "put a line with the names of its columns above the rows"
    case .window(let limit, let needed): return advice(onWindow: limit, needed: needed, input)
    case .becameText:
      return "dump again with mongodump --archive=FILE, which writes the file itself"

    case .severalNamespaces(let names):
      return "name one, for example: \(input.command("--namespace", names[0]))"
    case .namesakes(_, let names):
      return "name one with its database, for example: \(input.command("--namespace", names[0]))"
    case .onlyInternal: return "name one with --namespace to read it all the same"
    case .unknownNamespace, .noCollection: return nil
    case .noNamespaces: return "leave out --namespace"
    case .noRecords: return "leave out --records"
    case .noArrays: return "leave out --unwind"
    case .view: return "export it with mongoexport, or dump the collection that it is a view of"
    case .timeSeries(let names): return export(names.first)
    case .buckets(let name): return export(name)
    case .damagedPrelude(let seen):
      let example = seen.first ?? "shop.transactions"
      return "name one and its database with --namespace, as in \(example.shellQuoted), to read "
        + "what is left"
    case .otherNamespaceFollows:
      return "read each archive by itself; --namespace reads a collection that both of them hold"
    case .archivePart:
      return "put its pieces together, for example: cat FIRST-PIECE \(input.word) | analyze"

    case .emptyDirectory: return "name the files to read"
    case .severalDumps(let folders):
      return "name one, for example: analyze \(folders[0].shellQuoted)"
    case .severalFiles(_, let files):
      return "name one of the files: analyze \(files[0].shellQuoted)"
    case .mixedFormats, .notExported: return "name the files to read"

    case .pieces(let files, let missing, let namespace):
      let words = files.map { Input(path: $0).word }.joined(separator: " ")
      let option = namespace.map { " --namespace \($0.shellQuoted)" } ?? ""
      let them = missing.isEmpty ? "put them" : "when all are there, put them"
      return "\(them) together: cat \(words) | analyze\(option)"
    case .sameInput: return "name it once"
    case .notOnDisk: return "analyze map - reads what comes through a pipe"
    case .notCuttable(_, let size): return "cut it anew with --split-size \(size)"

    case .oplog(let insertions): return changes(input, insertions)
    case .changeStream(let namespace):
      return insertions
        + changes(
          input, document: "fullDocument", namespace: namespace, kind: "operationType=insert",
          field: nil)
    }
  }

  /// What reads zstd with a large window: more memory where that may be given, up to what zstd itself
  /// takes without being asked, else the command that takes any.
  private static func advice(onWindow limit: Int, needed: Int?, _ input: Input) -> String {
    let filter = input.filtered(by: "zstd -dc --long=31")
    let largest = 128 << 20
    guard limit < largest, let needed, needed <= largest, Arguments.ofProcess.first != "inspect"
    else { return filter }
    return "--memory \(largest >> 20)MiB reads windows of up to \(largest >> 20) MiB; \(filter)"
  }

  /// How to export what a dump does not hold as documents.
  private static func export(_ name: String?) -> String {
    guard let name, let dot = name.firstIndex(of: ".") else {
      return "export the collection with mongoexport instead"
    }
    let collection = String(name[name.index(after: dot)...])
    return
      "export it instead: mongoexport --db \(String(name[..<dot]).shellQuoted) --collection "
      + "\(collection.shellQuoted) | analyze"
  }

  /// A path that is the address of something.
  private static func remote(_ path: String) -> String? {
    guard let scheme = path.range(of: "://").map({ path[..<$0.lowerBound].lowercased() }) else {
      return nil
    }
    let word = path.shellQuoted
    switch scheme {
    case "s3":
      return path.hasSuffix("/")
        ? "files there are read once they are here: aws s3 cp --recursive \(word) dump && analyze dump"
        : "objects of S3 are read through a pipe: aws s3 cp \(word) - | analyze"
    case "gs": return "objects are read through a pipe: gcloud storage cat \(word) | analyze"
    case "hdfs": return "files of HDFS are read through a pipe: hdfs dfs -cat \(word) | analyze"
    case "http", "https", "ftp":
      return "files elsewhere are read through a pipe: curl -fsSL \(word) | analyze"
    case "mongodb", "mongodb+srv":
      return "a server is read through a pipe: mongodump --uri=\(word) --archive | analyze"
    case "file": return "analyze \(String(path.dropFirst(7)).shellQuoted) names the file"
    default: return nil
    }
  }
}

extension Advice {
  /// An input within a command.
  struct Input {
    let path: String

    /// The path as a word of the shell; one that begins like an option is named otherwise.
    var word: String { (path.hasPrefix("-") && path != "-" ? "./\(path)" : path).shellQuoted }

    /// The command that reads the input with other options.
    func command(_ arguments: String...) -> String { command(arguments) }

    func command(_ arguments: [String]) -> String {
      let words = arguments.map(\.shellQuoted).joined(separator: " ")
      // What is advised goes on with what was asked for.
      let analyze = Arguments.ofProcess.first == "inspect" ? "analyze inspect" : "analyze"
      return path == "-" ? "… | \(analyze) \(words)" : "\(analyze) \(word) \(words)"
    }

    /// How to decompress it on the way.
    func filtered(by filter: String, to: String = "decompress it") -> String {
      // A pipe has no splits.
      if ["split", "map"].contains(Arguments.ofProcess.first), path != "-" {
        let file = (path + ".decoded").shellQuoted
        return "\(to) into a file: \(filter) \(word) > \(file); analyze split \(file) cuts that"
      }
      let source = path == "-" ? "… | \(filter)" : "\(filter) \(word)"
      let question = Self.question(of: Arguments.ofProcess, reading: path)
      return "\(to) on the way: \(source) | \(question)"
    }

    /// The command that asks the same of standard input as a command line does of a file.
    static func question(of arguments: [String], reading path: String) -> String {
      if arguments == [path] || arguments.isEmpty { return "analyze" }
      let places = arguments.indices.filter { arguments[$0] == path }
      var words = arguments
      switch places.count {
      case 1: words[places[0]] = "-"
      // Standard input that nobody names.
      case 0 where path == "-": break
      // In a directory, or among what options name: which is which is for the reader to say.
      default: return "analyze, with the options and inputs as before"
      }
      return "analyze " + words.map(\.shellQuoted).joined(separator: " ")
    }
  }
}

extension String {
  /// Where another text begins in this one; the standard library has no search of its own.
  fileprivate func range(of other: String) -> Range<String.Index>? { firstRange(of: other) }
}
