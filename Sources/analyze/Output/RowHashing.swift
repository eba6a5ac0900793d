import Crypto
import LoyaltyAnalytics

/// SHA-256 (FIPS 180-4) of rows and questions of partial totals.
enum RowHashing {
  static let sha256: RowHash = { bytes in RowDigest(SHA256.hash(data: bytes)) }
}
