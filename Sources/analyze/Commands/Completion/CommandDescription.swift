import ArgumentParser

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The command line as data: commands, their options, and the values that these take.
///
/// It is what `--experimental-dump-help` prints, so that there is one list: the properties of the
/// commands. Completion scripts and suggestions are made from it. It costs some milliseconds; nothing
/// on the path of a run that goes well needs it.
struct CommandDescription: Decodable {
  var commandName: String
  var abstract: String?
  private var arguments: [OptionDescription]?
  private var subcommands: [CommandDescription]?
  private var shouldDisplay: Bool?

  /// What the parser tells of a command and those below it.
  ///
  /// - Throws: when the parser describes itself in another form than this.
  init(of command: any ParsableCommand.Type) throws {
    struct Document: Decodable { var command: CommandDescription }
    self = try JSONDecoder().decode(Document.self, from: Data(command._dumpHelp().utf8)).command
  }

  /// The options that help shows, without file arguments.
  var options: [OptionDescription] {
    (arguments ?? []).filter { $0.isShown && $0.kind != .positional }
  }

  /// The commands that help shows, and `help` itself.
  var commands: [CommandDescription] { (subcommands ?? []).filter { $0.shouldDisplay != false } }

  /// The option of a name as it is typed, such as `--top` or `-o`.
  func option(named name: some StringProtocol) -> OptionDescription? {
    (arguments ?? []).first { $0.spellings.contains(String(name)) }
  }
}

/// An option, a flag, or the file arguments.
struct OptionDescription: Decodable {
  enum Kind: String, Decodable { case positional, option, flag }

  /// What a shell may put in for the value.
  enum Values {
    /// Anything: nothing can be offered.
    case anything
    /// One of a few words.
    case words([String])
    /// A file; of these extensions, if there are any.
    case file([String])
    case directory
  }

  private struct Name: Decodable {
    var kind: String
    var name: String
    var spelling: String { kind == "short" ? "-\(name)" : "--\(name)" }
  }
  private struct Completion: Decodable {
    struct List: Decodable { var values: [String] }
    struct File: Decodable { var extensions: [String] }
    struct Directory: Decodable {}
    var list: List?
    var file: File?
    var directory: Directory?
  }

  let kind: Kind
  let valueName: String?
  let abstract: String?
  let isRepeating: Bool
  private let names: [Name]?
  private let shouldDisplay: Bool
  private let completionKind: Completion?

  fileprivate var isShown: Bool { shouldDisplay }
  /// Whether something follows the name.
  var takesValue: Bool { kind == .option }
  /// Its names as they are typed, short ones first.
  var spellings: [String] {
    let all = (names ?? []).map(\.spelling)
    return all.filter { $0.utf8.count == 2 } + all.filter { $0.utf8.count != 2 }
  }
  /// What a shell may put in for the value.
  var values: Values {
    if let list = completionKind?.list { return .words(list.values) }
    if let file = completionKind?.file { return .file(file.extensions) }
    return completionKind?.directory == nil ? .anything : .directory
  }
  /// What it does, on one line.
  var summary: String { abstract ?? "" }
}
