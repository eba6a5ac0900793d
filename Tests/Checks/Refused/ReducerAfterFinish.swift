// Refused: 'reducer' consumed more than once
import LoyaltyAnalytics

func totals(_ reader: inout TransactionReader) throws {
  var reducer = Reducer()
  while let transaction = try reader.next() { reducer.update(with: transaction) }
  let groups = try reducer.finish(by: Ranking())
  #if WRONG
  _ = try reducer.finish(by: Ranking())
  #endif
  print(groups.total)
}
