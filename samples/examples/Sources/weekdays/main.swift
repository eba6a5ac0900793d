// The largest award of each store on each day of the week, by a reduction on all cores: weekdays FILE…
import Foundation
import LoyaltyAnalytics

struct Awards: Sendable {
  var count = 0
  var largest = Points.zero

  func merging(_ other: Awards) -> Awards {
    Awards(count: count + other.count, largest: max(largest, other.largest))
  }
}

do {
  var query = Query()
  query.grouping = .combination([.store, .calendar(.weekday)])
  query.timeZone = try TimeZoneRules(named: "Europe/Berlin")
  var scan = TransactionScan(query)
  scan.threads = ProcessInfo.processInfo.activeProcessorCount

  let paths = Array(CommandLine.arguments.dropFirst())
  let result = try scan.reduce(paths: paths, into: [GroupKey: Awards]()) { awards, transaction in
    guard transaction.kind == .award else { return }
    let one = Awards(count: 1, largest: transaction.points)
    awards[transaction.key] = awards[transaction.key, default: Awards()].merging(one)
  } combine: {
    $0.merge($1) { $0.merging($1) }
  }

  for (key, awards) in result.value.sorted(by: { $0.key < $1.key }).prefix(8) {
    let cell = key.parts.map { $0.plainText ?? "(none)" }.joined(separator: ", ")
    print("\(cell): \(awards.count) awards, the largest \(awards.largest)")
  }
  print("\(result.documents.counted) transactions in \(result.value.count) cells")
} catch {
  print("error: \(error)")
  exit(1)
}
