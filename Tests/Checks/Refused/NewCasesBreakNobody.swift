// Refused: switch covers known cases, but 'ReportFormat' may have additional unknown values
import LoyaltyReports

func name(_ format: ReportFormat) -> String {
  switch format {
  case .table, .json, .jsonl, .csv, .tsv, .markdown, .xlsx, .html: "known"
  #if !WRONG
  @unknown default: "new"
  #endif
  }
}
