/// Ledgers whose fields have names that no list has, or none that says what they are.
extension OddDump {
  /// Forty rows of three members, each the text that a number makes.
  private static func rows(_ row: (Int) -> String) -> String {
    (0..<40).map { "{\(row($0))}\n" }.joined()
  }

  private static func type(_ i: Int) -> String {
    #""type":"\#(i % 4 == 0 ? "burn" : "earn")""#
  }

  /// What the rows of those have whose amount is 2.
  private static let twos: [String: [String]] = [
    "m0": ["20", "8", "0"], "m1": ["20", "6", "0"], "m2": ["20", "6", "0"],
  ]

  static let names = amountNames + userNames + missing + besides

  private static func amount(_ name: String, _ more: String = "", says: [String] = []) -> OddDump {
    OddDump(
      name: "An amount called \(name)",
      text: rows { #""memberId":"m\#($0 % 3)",\#(type($0)),\#(more)"\#(name)":2"# },
      totals: twos, has: ["points=\(name)"], says: says)
  }

  private static let amountNames = [
    amount("points_awarded"), amount("txn_points"), amount("txnpoints"), amount("pts_delta"),
    amount("points_awarded", #""amount":9.99,"#),
    amount("award_miles"), amount("points_hotel", says: ["points_hotel is taken for the points"]),
    amount("cashback", says: ["cashback is taken for the points by a word of its name"]),
    OddDump(
      name: "Two amounts of which none is the sum",
      text: rows {
        #""memberId":"m\#($0 % 3)",\#(type($0)),"txn_points":2,"base_points":1"#
      }, totals: twos,
      says: ["base_points may be points as well: they are not in these totals"]),
    OddDump(
      name: "Two columns by the words of their names",
      text: rows {
        let (given, taken) = $0 % 4 == 0 ? (0, 2) : (2, 0)
        return #""memberId":"m\#($0 % 3)","miles_earned":\#(given),"miles_redeemed":\#(taken)"#
      }, totals: twos, has: ["awarded=miles_earned,redeemed=miles_redeemed"]),
    OddDump(
      name: "Thousands by a point", file: "dump.csv",
      text: "member;type;points\n"
        + (0..<40).map { "m\($0 % 2);earn;\($0 % 2 == 0 ? "1.250" : "500")\n" }.joined(),
      totals: ["m0": ["25000", "0", "0"], "m1": ["10000", "0", "0"]], has: ["--amounts comma"],
      says: ["could be 1250 or 1.25; here they are taken for 1250"]),
    OddDump(
      name: "Three decimals", file: "dump.csv",
      text: "member;type;points\n"
        + (0..<40).map { "m\($0 % 2);earn;\($0 % 2 == 0 ? "1.250" : "500.000")\n" }.joined(),
      totals: ["m0": ["25", "0", "0"], "m1": ["10000", "0", "0"]],
      says: ["here they are taken for 1.25, with --amounts comma for 1250"]),
  ]

  private static func user(_ name: String) -> OddDump {
    OddDump(
      name: "A user called \(name)",
      text: rows { #""\#(name)":"m\#($0 % 3)",\#(type($0)),"points":2"# }, totals: twos,
      has: ["user=\(name)"])
  }

  private static let userNames =
    ["customer_ref", "membershipNumber", "memberno", "loyalty_id", "player", "hashed_user_id"].map(
      user)
    + [
      OddDump(
        name: "A uid of the row",
        text: rows { #""uid":"e\#($0)","buyer_id":"m\#($0 % 3)",\#(type($0)),"points":2"# },
        totals: twos, has: ["user=buyer_id"]),
      OddDump(
        name: "A pair of key and name",
        text: rows { #""card_id":["m\#($0 % 3)","Ann"],\#(type($0)),"points":2"# }, totals: twos,
        has: ["user=card_id.0"], says: ["the first is taken for the key"]),
      OddDump(
        name: "Who entered it is called user",
        text: (0..<60).map {
          #"{"userId":"t\#($0 % 2)","card":{"member":{"no":"m\#($0 % 15)"}},"type":"earn","points":1}"#
            + "\n"
        }.joined(),
        totals: Dictionary(uniqueKeysWithValues: (0..<15).map { ("m\($0)", ["4", "0", "0"]) }),
        has: ["user=card.member.no"], says: ["userId (2 different) is taken for who entered"]),
    ]

  /// What no name says, with the fields that it may be.
  private static let missing = [
    OddDump(
      name: "No user by any name", text: rows { #""psn":"m\#($0 % 3)",\#(type($0)),"points":2"# },
      totals: nil,
      says: [
        "it may be psn (3 different)",
        "With one of those fields for USER it is: analyze --fields user=USER,type=type "
          + "--type burn=redeem --type earn=award ./dump.jsonl",
      ]),
    OddDump(
      name: "No amount by any name",
      text: rows { #""memberId":"m\#($0 % 3)",\#(type($0)),"foo":\#($0)"# }, totals: nil,
      says: ["numbers are in foo.", "With one of those fields for POINTS it is: analyze"]),
    OddDump(
      name: "Neither, and types that are not known",
      text: rows { #""psn":"m\#($0 % 3)","type":"\#($0 % 2 == 0 ? "AA" : "BB")","points":2"# },
      totals: nil,
      says: [
        "With one of those fields for USER, and award, redeem, deduct or ignore for each MEANING"
      ]
    ),
    OddDump(
      name: "The statement of one member", file: "dump.csv",
      text: "Activity Date,Description,Award Miles\n"
        + (0..<40).map { "2024-01-\(10 + $0 % 20),Flight \($0),\($0 % 4 == 0 ? -2 : 2)\n" }.joined(),
      totals: ["dump.csv": ["60", "20", "0"]], has: ["--by input"],
      says: ["the totals are those of each input"]),
  ]

  /// What stands beside what was taken.
  private static let besides = [
    OddDump(
      name: "Two arrays",
      text: (0..<20).map {
        #"{"email":"p\#($0)@x.example","checkins":[{"points_earned":5,"created_at":"2024-01-02"}],"#
          + #""redemptions":[{"redeemed_value":2,"created_at":"2024-01-03"}]}"# + "\n"
      }.joined(),
      totals: Dictionary(
        uniqueKeysWithValues: (0..<20).map { ("p\($0)@x.example", ["5", "0", "0"]) }),
      has: ["--unwind checkins"],
      says: ["redemptions has amounts as well, which are not in these totals: analyze --fields"]),
    OddDump(
      name: "What each has",
      text: (0..<40).map { #"{"email":"p\#($0)@x.example","points":5}"# + "\n" }.joined(),
      totals: Dictionary(
        uniqueKeysWithValues: (0..<40).map { ("p\($0)@x.example", ["5", "0", "0"]) }),
      says: ["points may be what each has"]),
    OddDump(
      name: "A status in objects named by the type",
      text: rows {
        let name = $0 % 4 == 0 ? "redeemed" : "earned"
        return
          #""memberId":"m\#($0 % 3)","type":"\#(name)","\#(name)":{"points":2,"points_status":"#
          + #""\#($0 < 36 ? "done" : "pending")"}"#
      },
      totals: ["m0": ["18", "6", "0"], "m1": ["18", "6", "0"], "m2": ["18", "6", "0"]],
      has: ["status=redeemed.points_status|earned.points_status", "--status done"]),
  ]
}
