// Points per user: totals FILE…
import DumpReader
import Foundation
import LoyaltyAnalytics

do {
  var analysis = Analysis(Query())
  analysis.threads = ProcessInfo.processInfo.activeProcessorCount
  analysis.memory.bytes = 1 << 30
  analysis.ranking.top = 5

  var result = try analysis.run(paths: Array(CommandLine.arguments.dropFirst()))
  while let row = try result.rows.next() {
    let (name, amounts) = (row.key.plainText ?? "(none)", row.amounts)
    print(
      "\(name): \(amounts.awarded) - \(amounts.redeemed) - \(amounts.deducted) = \(amounts.net)")
  }
  print("\(result.total) users, \(result.totals.net) points")

  for input in result.inputs {
    print("\(input.path): \(input.documents) documents, \(input.format)")
  }
  if !result.isComplete { print("Not all of it could be read.") }
} catch {
  print("error: \(error)")
  exit(1)
}
