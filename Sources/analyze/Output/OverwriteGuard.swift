import ArgumentParser
import DumpReader
import LoyaltyAnalytics
import SystemPackage

/// Sees to it that an output replaces nothing that the run needs, and no dump.
struct OverwriteGuard {
  /// A file that the command line names for something else than writing, such as "an input".
  struct Role {
    var name: String
    var path: String
  }

  private var roles: [FileIdentity: String] = [:]

  /// A guard of what a command line names beside its outputs.
  ///
  /// - Parameters:
  ///   - inputs: Files and directories that are read; of a directory, the files that are chosen there.
  ///   - others: What other files are, with their paths.
  init(inputs: [String], _ options: InputOptions, others: [(name: String, path: String?)] = []) {
    var roles = inputs.flatMap { path in
      ((try? ResolvedInput.files(named: path, options: options))?.map(\.path) ?? [path])
        .map { Role(name: "an input", path: $0) }
    }
    for (name, path) in others {
      if let path { roles.append(Role(name: name, path: path)) }
    }
    self.init(roles)
  }

  /// A guard of files; paths that lead to no regular file need none.
  init(_ roles: [Role]) {
    for role in roles {
      guard let file = FileIdentity(role.path), self.roles[file] == nil else { continue }
      self.roles[file] = role.name
    }
  }

  /// Looks at all that a command is about to write. What the shell has opened for it counts: a list that
  /// is appended to its own input has no end.
  ///
  /// - Throws: `ValidationError` that says what the file is.
  func check(output: String?, rejects: String?) throws {
    if let output { try check("--output", output) }
    if let rejects { try check("--rejects", rejects) }
    if output ?? "-" == "-", let file = FileIdentity(.standardOutput), let role = roles[file] {
      throw ValidationError("standard output is \(role); send it to another file")
    }
    if let output, let rejects, output != "-", rejects != "-",
      output == rejects || OutputDestination.areSame(output, rejects)
    {
      throw ValidationError("--output and --rejects name the same file")
    }
  }

  /// Looks at what an option is about to write over. Files are told apart by what they are, not by
  /// their names: links lead to the same one.
  ///
  /// - Throws: `ValidationError` that says what the file is.
  private func check(_ option: String, _ path: String) throws {
    guard path != "-", let file = FileIdentity(path) else { return }
    if let role = roles[file] {
      throw ValidationError("\(option) \(path) is \(role); name another file")
    }
    if let format = Self.dumpFormat(path) {
      throw ValidationError(
        "\(option) \(path) holds a dump (\(format)), which is not written over; name another file, "
          + "or remove it first")
    }
  }

  /// The format of a dump that a file holds already; nil for all else, results of this program among
  /// it.
  ///
  /// `analyze -o *.bson` names the first dump as the output of the others.
  private static func dumpFormat(_ path: String) -> String? {
    do {
      let content = try RecognizedContent(of: path)
      switch content.encoding {
      case nil: return nil
      case .bson: return content.format
      case .csv where !isNamedTable(path): return nil
      default: return isResult(content) ? nil : content.format
      }
    } catch {
      // Several collections, or damage where they are listed: an archive all the same.
      return error.code == .namespace || error.code == .damaged ? "archive" : nil
    }
  }

  /// Whether a file promises a table. Any text with commas in it may look like one.
  private static func isNamedTable(_ path: String) -> Bool {
    path.split(separator: "/").last?.split(separator: ".").dropFirst()
      .contains { ["csv", "tsv", "tab"].contains($0.lowercased()) } ?? false
  }

  /// Whether text was written by this program: totals, a list of transactions or of rejected
  /// documents.
  private static func isResult(_ content: RecognizedContent) -> Bool {
    let text =
      content.columns.joined(separator: ",") + String(decoding: content.head, as: UTF8.self)
    return [
      ["awarded_points", "redeemed_points", "deducted_points", "net_points"],
      ["\"document\":", "\"offset\":", "\"reason\":", "\"bytes_skipped\":"],
      ["type,points,status,store,time,input,document,"],
      // Without any rows.
      ["\"documents\": {\"read\": ", "\"complete\": ", "\"query\": {\"by\": "],
      ["\"points\": ", "\"input\": ", "\"document\": ", "\"offset\": "],
    ].contains { $0.allSatisfy(text.contains) }
  }
}
