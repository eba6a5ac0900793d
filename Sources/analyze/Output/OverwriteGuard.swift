import ArgumentParser
import DumpReader
import LoyaltyAnalytics

/// Sees to it that an output replaces nothing that the run needs, and no dump.
struct OverwriteGuard {
  /// A file that the command line names for something else than writing, such as "an input".
  struct Role {
    var name: String
    var path: String
  }

  private var roles: [FileIdentity: String] = [:]

  /// A guard of files; paths that lead to no regular file need none.
  init(_ roles: [Role]) {
    for role in roles {
      guard let file = FileIdentity(role.path), self.roles[file] == nil else { continue }
      self.roles[file] = role.name
    }
  }

  /// Looks at what an option is about to write over. Files are told apart by what they are, not by
  /// their names: links lead to the same one.
  ///
  /// - Throws: `ValidationError` that says what the file is.
  func check(_ option: String, _ path: String) throws {
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
      ["type,points,status,store,time,input,document,offset"],
      ["\"points\": ", "\"input\": ", "\"document\": ", "\"offset\": "],
    ].contains { $0.allSatisfy(text.contains) }
  }
}
