import DumpReader
import LoyaltyAnalytics

/// What `--stats` tells: seconds and bytes per stage.
enum StatsReport {
  static func write(_ answer: Analysis.Result, threads: Int, seconds all: Double) {
    let stats = answer.stats
    let read = answer.inputs.reduce(0) { $0 + $1.bytesRead }
    let decoded = answer.inputs.reduce(0) { $0 + $1.bytes }
    var lines = [
      line("read", stats.readSeconds, "\(read.grouped) bytes, \(decoded.grouped) decoded"),
      line(
        "scan", stats.scanSeconds,
        "\(answer.documents.read.grouped) documents, \(stats.tableBytes.grouped) bytes of tables, "
          + "\(threads.grouped) thread\(threads == 1 ? "" : "s")"),
      line("merge", stats.mergeSeconds, "\(stats.users.grouped) groups"),
      line("rank", stats.rankSeconds, "\(answer.rows.count.grouped) rows"),
      line(
        "total", all,
        "\(Int(Double(answer.documents.read) / max(all, 1e-9)).grouped) documents/s, "
          + "\(Int(Double(decoded) / 1e6 / max(all, 1e-9)).grouped) MB/s, "
          + "peak memory \(SystemResources.peakResidentBytes.grouped) bytes"),
    ]
    if stats.spillPasses > 0 {
      lines.insert(
        line(
          "spill", nil,
          "\(stats.spilledBytes.grouped) bytes, \(stats.partitions.grouped) partitions, "
            + "\(stats.spillPasses.grouped) passes"), at: 2)
    }
    Diagnostics.write(lines.joined(separator: "\n"))
  }

  /// The same as one JSON object on one line, for programs.
  static func writeJSON(_ answer: Analysis.Result, threads: Int, seconds all: Double) {
    let stats = answer.stats
    let members: [(name: String, value: String)] = [
      ("read_seconds", "\(stats.readSeconds)"), ("scan_seconds", "\(stats.scanSeconds)"),
      ("merge_seconds", "\(stats.mergeSeconds)"), ("rank_seconds", "\(stats.rankSeconds)"),
      ("total_seconds", "\(all)"),
      ("bytes_read", "\(answer.inputs.reduce(0) { $0 + $1.bytesRead })"),
      ("bytes_decoded", "\(answer.inputs.reduce(0) { $0 + $1.bytes })"),
      ("documents", "\(answer.documents.read)"), ("groups", "\(stats.users)"),
      ("rows", "\(answer.rows.count)"), ("threads", "\(threads)"),
      ("table_bytes", "\(stats.tableBytes)"), ("spilled_bytes", "\(stats.spilledBytes)"),
      ("spill_passes", "\(stats.spillPasses)"), ("partitions", "\(stats.partitions)"),
      ("peak_memory_bytes", "\(SystemResources.peakResidentBytes)"),
    ]
    let text = members.map { "\"\($0.name)\": \($0.value)" }.joined(separator: ", ")
    Diagnostics.write("{\"stats\": {\(text)}}")
  }

  /// A line; without seconds where they are not measured.
  private static func line(_ stage: String, _ seconds: Double?, _ rest: String) -> String {
    let time =
      seconds.map {
        let ticks = Int(($0 * 10_000).rounded())
        return "\(ticks / 10_000).\(String(ticks % 10_000 + 10_000).dropFirst()) s"
      } ?? ""
    let pad = String(repeating: " ", count: max(1, 20 - stage.count - time.count))
    return "analyze: \(stage)\(pad)\(time)  \(rest)"
  }
}
