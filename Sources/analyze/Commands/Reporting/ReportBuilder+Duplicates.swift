import DumpReader
import LoyaltyAnalytics

extension ReportBuilder {
  /// That duplicates cannot be told, because nine of ten documents or more have no id.
  var withoutID: [String] {
    let query = analysis.query
    let documents = answer.documents
    let read = (documents.unwound ?? documents.read) - documents.rejected.malformed
    guard query.dedupes, read > 0, answer.withoutID >= read - read / 10 else { return [] }
    let missing =
      answer.withoutID == read
      ? "No document has" : "\(answer.withoutID.grouped) of \(read.grouped) documents do not have"
    return [
      "\(missing) a value in \"\(query.mapping.id)\", so that --dedupe counts all of them; name the "
        + "field that tells them apart with --fields id=…"
    ]
  }
}
