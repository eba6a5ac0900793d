// A report from an array of bytes, without a file: what a service makes of an upload.
import LoyaltyAnalytics
import LoyaltyReports

let upload = """
  {"user_id": "ada", "points": 0.1, "transaction_type": "award", "created_time": "2024-05-01T10:00:00Z"}
  {"user_id": "ada", "points": 0.1, "transaction_type": "award", "created_time": "2024-05-02T10:00:00Z"}
  {"user_id": "ada", "points": 0.1, "transaction_type": "award", "created_time": "2024-05-03T10:00:00Z"}
  {"user_id": "bob", "points": 20, "transaction_type": "award", "created_time": "2024-05-03T11:00:00Z"}
  {"user_id": "bob", "points": 15, "transaction_type": "redeem", "created_time": "2024-05-04T09:00:00Z"}
  """

func report(_ bytes: [UInt8], format: ReportFormat) throws -> String {
  let analysis = Analysis(Query())
  var result = try analysis.run(bytes: bytes, named: "upload.jsonl")
  var output = MemoryOutput()
  try format.writer().write(Report(result, of: analysis), rows: &result.rows, to: &output)
  return output.text
}

print(try report(Array(upload.utf8), format: .markdown))
