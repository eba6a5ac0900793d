// Refused: a function with a ~Escapable result needs a parameter to depend on
import LoyaltyAnalytics

func first(_ paths: [String]) throws {
  #if WRONG
  // A transaction that outlives the reader it points into.
  func escape() throws -> Transaction? {
    var reader = TransactionReader(paths: paths, query: Query())
    return try reader.next()
  }
  print(try escape()?.points as Any)
  #else
  var reader = TransactionReader(paths: paths, query: Query())
  while let transaction = try reader.next() { print(transaction.points) }
  #endif
}
