import DumpReader
import LoyaltyAnalytics
import SystemPackage

/// Messages to people, on standard error.
enum Diagnostics {
  /// Writes lines; a closed or full standard error is nobody's business.
  static func write(_ text: String) {
    _ = try? FileDescriptor.standardError.writeAll((text + "\n").utf8)
  }

  /// Such as `dump.bson: document 1,204 at byte 88,231 (+17, "points"): string length -4 is not
  /// valid`.
  static func sentence(_ located: LocatedReject) -> String {
    let reject = located.reject
    var place: [String] = []
    if let finding = reject.finding, finding.offset > 0 { place.append("+\(finding.offset.grouped)") }
    if let field = reject.field { place.append("\"\(VisibleText(isUnicode: Terminal.isUnicode).shown(field))\"") }
    var text =
      "\(located.input.displayName): document \(located.document.grouped) at byte "
      + reject.offset.grouped
    if located.input.isDecoded { text += " of the decoded stream" }
    if !place.isEmpty { text += " (\(place.joined(separator: ", ")))" }
    text += ": \(reject.detail)"
    if reject.bytesSkipped > 0 { text += "; \(reject.bytesSkipped.grouped) bytes skipped" }
    return text
  }
}

extension InputRecord {
  /// The path as the user knows it, with the collection where there are several.
  var displayName: String {
    let name = path == "-" ? "standard input" : path
    return namespace.map { "\(name) (\($0))" } ?? name
  }
}
