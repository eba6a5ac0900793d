import DumpReader
import LoyaltyAnalytics
import LoyaltyReports

/// What to say when hardly any document has a field that the question needs: which fields there are,
/// and the command line that would fit.
///
/// The inputs are looked at again for it, a few documents of each: nothing is gathered for it on the
/// way. What cannot be read twice is left alone.
struct UnfitMapping {
  /// Documents that are looked at.
  private static let sampleSize = 5000
  /// Names that are listed.
  private static let maximumNames = 12

  let answer: Analysis.Result
  let reading: ReadingOptions
  let input: InputOptions
  let files: [String]

  /// The sentences; none when the question fits.
  var notices: [String] {
    guard isUnfit, !files.isEmpty, files.allSatisfy({ $0 != "-" && FileIdentity($0) != nil }) else {
      return []
    }
    var inspector = Inspector()
    inspector.input = input
    inspector.sample = Self.sampleSize
    inspector.rejects.maximumMalformed = .max
    guard
      let (result, proposal) = try? inspector.look(
        files, records: records, presets: PresetShape.all)
    else {
      return []
    }
    var sentences = [names(result.inspection)].compactMap { $0 }
    if let command = ProposedCommand(proposal, reading: reading.words, files: files) {
      sentences.append(
        "This would fit, as far as that can be guessed: "
          + command.words.map(\.shellQuoted).joined(separator: " "))
    }
    return sentences
  }

  /// Where the rows were read from, if that is within an object.
  private var records: [String]? {
    answer.inputs.contains { $0.isOfRecords } ? input.records?.names : nil
  }

  /// Whether nearly all documents lack the type, the points or the user.
  private var isUnfit: Bool {
    let documents = answer.documents
    guard documents.read > 0 else { return false }
    let limit = documents.read - documents.read / 10
    if documents.excluded.type >= limit || documents.rejected.points >= limit { return true }
    guard documents.counted >= limit, answer.total == 1 else { return false }
    var rows = answer.rows
    return (try? rows.next())?.key.kind == .null
  }

  private func names(_ inspection: Inspection) -> String? {
    let names = inspection.fields.filter { field in
      field.types.contains { ![.document, .array].contains($0.type) }
    }.map(\.path)
    guard !names.isEmpty else { return nil }
    let shown = names.prefix(Self.maximumNames).joined(separator: ", ")
    let more =
      names.count > Self.maximumNames ? ", and \(names.count - Self.maximumNames) more" : ""
    let paths = files.map(\.shellQuoted).joined(separator: " ")
    return "The fields that there are: \(shown)\(more). analyze inspect \(paths) shows them."
  }
}
