/// A layout of `samples/shapes`: how somebody else would lay out a ledger.
struct ShapeFile: Sendable {
  /// The name of the file.
  let name: String
  /// What it tells.
  let ledger: ShapeLedger
  /// How it tells it.
  let text: @Sendable ([ShapeLedger.Movement]) -> String
  /// What a member's key is there: a text as it stands, or a number.
  var key: @Sendable (_ member: Int) -> String = { "\"\(ShapeLedger.key($0))\"" }

  /// The files, in the order of the page about them.
  static let all = lines + enclosed + columns

  /// The right totals of each, as `totals.json` has them.
  static var totals: String {
    let files = all.map { file in
      let users = file.ledger.totals.map { sum in
        """
              {"key": \(file.key(sum.member)), "awarded": \(sum.awarded), \
        "redeemed": \(sum.redeemed), "deducted": \(sum.deducted), \
        "transactions": \(sum.transactions)}
        """
      }
      return """
          "\(file.name)": {
            "users": [
        \(users.joined(separator: ",\n"))
            ]
          }
        """
    }
    return "{\n\(files.joined(separator: ",\n"))\n}\n"
  }
}

extension SampleFile {
  /// One ledger after another, each laid out as another program would.
  public static let shapes =
    ShapeFile.all.map { file in
      SampleFile("shapes/\(file.name)") { Array(file.text(file.ledger.movements).utf8) }
    } + [SampleFile("shapes/totals.json") { Array(ShapeFile.totals.utf8) }]
}
