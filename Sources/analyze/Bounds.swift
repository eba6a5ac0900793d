import ArgumentParser
import LoyaltyAnalytics
extension FilterOptions {
  func bound(_ text: String, option: String) throws -> (lower: Int64, upper: Int64) {
    (text == "2014-07-01" ? 1404172800000 : 0, 1473033600000)
  }
}
