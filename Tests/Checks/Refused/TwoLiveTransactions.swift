// Refused: overlapping accesses to 'reader'
import LoyaltyAnalytics

func pair(_ reader: inout TransactionReader) throws {
  guard let first = try reader.next() else { return }
  #if WRONG
  // The next call reads over what the first one points into.
  guard let second = try reader.next() else { return }
  print(first.points, second.points)
  #else
  print(first.points)
  #endif
}
