import Crypto
import LoyaltyAnalytics

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Tokens in the place of what names a person: the user key, the e-mail, the names.
///
/// A token is the HMAC-SHA-256 (RFC 2104, FIPS 180-4) of the value under a secret key, cut to 128
/// bits: the same in every run with the same key, on every machine, and without the key no way back
/// from it. It is put in when rows are printed, so that all that is added up is added up by the real
/// keys. Rows that are equal in rank keep the order of their real keys.
struct Pseudonymizer: Sendable {
  /// Fewer bytes are too easily guessed.
  private static let minimumSize = 16
  private static let maximumSize = 64 << 10

  private let key: SymmetricKey

  /// Takes the bytes of a file as the key, line feeds at its end left out.
  ///
  /// - Throws: ``SettingsError`` when it cannot be read, or is too short or too long.
  init(keyFile path: String) throws {
    var bytes: [UInt8]
    do {
      bytes = try SmallFile.bytes(of: path, upTo: Self.maximumSize + 1)
    } catch {
      throw SettingsError(path: path, reason: "cannot be read: \(error)")
    }
    while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
    guard bytes.count >= Self.minimumSize, bytes.count <= Self.maximumSize else {
      let size = bytes.count > Self.maximumSize ? "more" : "\(bytes.count)"
      throw SettingsError(
        path: path,
        reason: "a key has between \(Self.minimumSize) and \(Self.maximumSize) bytes, this has "
          + "\(size); make one with: openssl rand -hex 32")
    }
    key = SymmetricKey(data: bytes)
  }

  /// The row with tokens in the place of names.
  ///
  /// - Parameter keyParts: Of the group key, or of each of its parts, whether it names a person, and
  ///   not a store or a month.
  func hide(_ row: TotalsRow, keyParts: [Bool]) -> TotalsRow {
    var row = row
    if keyParts.contains(true) {
      let parts = zip(row.key.parts, keyParts).map { $1 ? hide($0) : $0 }
      row.key = row.key.kind == .combination ? GroupKey(combining: parts) : parts[0]
    }
    row.email = row.email.map { token("email", Array($0.utf8)) }
    row.firstName = row.firstName.map { token("name", Array($0.utf8)) }
    row.lastName = row.lastName.map { token("name", Array($0.utf8)) }
    return row
  }

  /// A key with its token in its place; nobody needs none.
  private func hide(_ key: GroupKey) -> GroupKey {
    guard key.kind != .null else { return key }
    let token = token("user", [key.kind.tag] + key.bytes)
    return GroupKey(kind: .string, bytes: Array(token.utf8))
  }

  /// The token of a value, such as `user-0f3c…`; the domain keeps equal texts of different meaning
  /// apart.
  private func token(_ domain: String, _ value: [UInt8]) -> String {
    let code = HMAC<SHA256>.authenticationCode(
      for: Array(domain.utf8) + [0] + value, using: key)
    let digits = Array("0123456789abcdef".utf8)
    var text = Array("\(domain)-".utf8)
    for byte in code.prefix(16) { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
