/// Ledgers whose types, signs and columns say more than one thing.
extension OddDump {
  /// A row of one member.
  private static func row(_ type: String, _ points: String, name: String = "type") -> String {
    #"{"member":"m","\#(name)":\#(type),"points":\#(points)}"# + "\n"
  }

  private static func rows(_ rows: (type: String, points: Int)..., name: String = "type") -> String
  {
    rows.map { row("\"\($0.type)\"", "\($0.points)", name: name) }.joined()
  }

  private static func repeated(_ row: String, _ count: Int) -> String {
    String(repeating: row, count: count)
  }

  static let ledgers = types + signs + returns + amounts + tables + laterOn

  /// What the types say, and what they do not.
  private static let types = [
    OddDump(
      name: "One type that takes", text: rows(("burn", 10), ("burn", 20)),
      totals: ["m": ["0", "30", "0"]], has: ["--type burn=redeem"]),
    OddDump(
      name: "One type of the usual ones",
      text: rows(("deduct", 10), ("deduct", 20), name: "transaction_type"),
      totals: ["m": ["0", "0", "30"]]),
    OddDump(
      name: "One type that says nothing",
      text: rows(("points.changed", 10), ("points.changed", 20)),
      totals: ["m": ["30", "0", "0"]], has: ["--type '*=award'"], says: ["all amounts are taken"]),
    OddDump(
      name: "What the log is about, where a sign decides",
      text: rows(("points_earned", 10), ("points_earned", -4)), totals: ["m": ["10", "4", "0"]]),
    OddDump(
      name: "Words that are not known", text: rows(("A", 10), ("B", 20), ("A", 5)), totals: nil,
      says: [
        #""A" (2), "B" (1)"#, "--type A=MEANING --type B=MEANING ./dump.jsonl",
      ]),
    OddDump(
      name: "Numbers that are not known",
      text: row("1", "10") + row("2", "5") + row("1", "5") + row("-1", "5"), totals: nil,
      says: ["--type=-1=MEANING"]),
    OddDump(
      name: "A reason that is not known is none of the type",
      text: rows(("survey", 10), ("zap", 20), name: "reason"), totals: ["m": ["30", "0", "0"]],
      has: ["--type '*=award'"]),
    OddDump(
      name: "A flag",
      text: row("true", "4", name: "is_debit") + row("false", "10", name: "is_debit"),
      totals: ["m": ["10", "4", "0"]], has: ["--type true=redeem"]),
    OddDump(
      name: "Words of other languages", text: rows(("Gutschrift", 10), ("Einlösung", 4)),
      totals: ["m": ["10", "4", "0"]]),
    OddDump(
      name: "Words that both add and take elsewhere", text: rows(("reward", 10), ("purchase", 4)),
      totals: ["m": ["14", "0", "0"]], says: [#""reward", "purchase" in type mean is a guess"#]),
    OddDump(
      name: "A balance and no type",
      text: [(9, 9), (4, 5), (7, 12), (2, 10), (6, 16)].map {
        #"{"member":"m","points":\#($0.0),"balance_after":\#($0.1)}"# + "\n"
      }.joined(), totals: nil, says: ["balance_after falls by points after 2 of 4"]),
    OddDump(
      name: "The newest first",
      text: [(2, 6, 16), (1, 2, 10), (2, 7, 12), (1, 4, 5), (2, 9, 9)].map {
        #"{"member":"m","type":\#($0.0),"points":\#($0.1),"balance":\#($0.2)}"# + "\n"
      }.joined(), totals: ["m": ["22", "6", "0"]], has: ["--type 1=redeem"]),
    OddDump(
      name: "The status says what a row does", file: "dump.csv",
      text: "customer_id,reward_points,status\n5,100,approved\n5,40,used\n5,70,pending\n",
      totals: ["5": ["100", "40", "0"]], has: ["type=status", "--type pending=ignore"],
      says: [#""used" are points that were redeemed"#, #""pending" in status are left out"#]),
    OddDump(
      name: "States by number", file: "dump.csv",
      text: "id_loyalty,id_loyalty_state,id_customer,points\n1,2,5,100\n2,4,5,40\n3,1,5,70\n",
      totals: ["5": ["100", "40", "0"]], has: ["--type 4=redeem"]),
  ]

  /// What signs say beside words.
  private static let signs = [
    OddDump(
      name: "Redeemed with both signs", text: rows(("earn", 100), ("redeem", -30), ("redeem", 10)),
      totals: ["m": ["100", "20", "0"]], has: ["--type redeem=-redeem"]),
    OddDump(
      name: "Redeemed with both signs by the usual names",
      text: rows(("award", 100), ("redeem", -30), ("redeem", 10), name: "transaction_type"),
      totals: ["m": ["100", "20", "0"]]),
    OddDump(
      name: "Adjusted down",
      text: rows(("earn", 300), ("redeem", -50), ("adjust", -5), ("adjust", 10)),
      totals: ["m": ["310", "50", "5"]], has: ["--negative deduct"], says: ["deducted points"]),
    OddDump(
      name: "Two columns, of which one is below zero", file: "dump.csv",
      text: "account_id,earned,spent\na,100,0\na,0,-30\n", totals: ["a": ["100", "30", "0"]],
      has: ["--negative redeem"], says: ["below zero in spent"]),
  ]

  /// What is given back, and what is taken back.
  private static let returns = [
    OddDump(
      name: "An award reversed",
      text: rows(("ACCRUAL", 100), ("REDEMPTION", 30), ("ACCRUAL_REVERSAL", 10)),
      totals: ["m": ["100", "30", "10"]]),
    OddDump(
      name: "A redemption reversed",
      text: rows(("ACCRUAL", 100), ("REDEMPTION", 30), ("REDEMPTION_REVERSED", 10)),
      totals: ["m": ["100", "20", "0"]]),
    OddDump(
      name: "A refund where nothing is redeemed", text: rows(("purchase", 100), ("refund", 30)),
      totals: ["m": ["100", "0", "30"]], says: [#""refund" in type means is a guess"#]),
    OddDump(
      name: "A refund where something is", text: rows(("earn", 100), ("burn", 30), ("refund", 10)),
      totals: ["m": ["100", "20", "0"]], says: [#""refund" in type means is a guess"#]),
  ]

  /// Which field the amount is.
  private static let amounts = [
    OddDump(
      name: "Amounts in objects named by the type",
      text: (1...4).map {
        #"{"member":{"id":"m","points":70},"event":"\#($0 == 4 ? "redeemed" : "earned")","#
          + #""\#($0 == 4 ? "redeemed" : "earned")":{"points":10}}"# + "\n"
      }.joined(), totals: ["m": ["30", "10", "0"]], has: ["earned.points|redeemed.points"]),
    OddDump(
      name: "Points in an array beside what the order cost",
      text: (1...4).map {
        #"{"customerId":"m","eventName":"\#($0 == 4 ? "Redemption" : "Purchase")","#
          + #""entries":[{"kind":"\#($0 == 4 ? "DEBIT" : "CREDIT")","points":10}],"#
          + #""transactionDetails":{"amount":5000.0}}"# + "\n"
      }.joined(), totals: ["m": ["30", "10", "0"]], has: ["--unwind entries"]),
    OddDump(
      name: "Money", text: #"{"member":"m","type":"sale","amount":5,"currency":"EUR"}"# + "\n",
      totals: ["m": ["5", "0", "0"]], says: ["amount may be money rather than points"]),
    OddDump(
      name: "A document for each user",
      text: #"{"_id":"a","history":{"entries":[{"kind":"credit","delta":9},"#
        + #"{"kind":"debit","delta":3}]}}"# + "\n", totals: ["a": ["9", "3", "0"]],
      has: ["user=_id", "--unwind history.entries"]),
    OddDump(
      name: "A total that is a sum", file: "dump.csv",
      text: "Member Number;Txn Type;Base Points;Bonus Points;Total Points\n"
        + "1;Accrual;8;2;10\n1;Redemption;5;0;5\n", totals: ["1": ["10", "5", "0"]],
      has: ["points=Total Points"]),
  ]

  /// Tables as programs print them.
  private static let tables = [
    OddDump(
      name: "Padded cells", file: "dump.txt",
      text: " user_id | transaction_type | points \n---------+------------------+--------\n"
        + " u1      | award            |    100\n u1      | redeem           |     30\n(2 rows)\n",
      totals: ["u1": ["100", "30", "0"]], has: ["--trim"]),
    OddDump(
      name: "No number here and there", file: "dump.csv",
      text: "user_id,transaction_type,points\nu1,award,100\nu1,redeem,30\nu1,award,NaN\n",
      totals: ["u1": ["100", "30", "0"]]),
    OddDump(
      name: "Names of other languages", file: "dump.csv",
      text: "Kunde;Art;Punkte;Datum\nu1;Gutschrift;1.234,50;01.03.2024\n"
        + "u1;Einlösung;4,00;02.03.2024\n",
      totals: ["u1": ["1234.5", "4", "0"]], has: ["--amounts comma"]),
    OddDump(
      name: "An account by its short name", file: "dump.csv",
      text: "acct;dc;amount\na;C;60,00\na;D;30,00\n", totals: ["a": ["60", "30", "0"]]),
    OddDump(
      name: "An amount by its short name", file: "dump.txt",
      text: "member_no|txn_cd|pts_amt\n7|EARN|60\n7|BURN|30\n", totals: ["7": ["60", "30", "0"]]),
  ]

  /// A row of somebody else: a user who is the same everywhere is none.
  private static let other = rows(("earn", 1)).replacing(#""m""#, with: #""n""#)

  /// What only comes behind the rows that are looked at twice.
  static let laterOn = [
    OddDump(
      name: "A type that begins late",
      text: other + repeated(rows(("earn", 1)), 5100) + repeated(rows(("spend", 2)), 50),
      totals: ["n": ["1", "0", "0"], "m": ["5100", "100", "0"]]),
    OddDump(
      name: "A type below zero that begins late",
      text: other + repeated(rows(("earn", 1)), 5100) + repeated(rows(("spend", -2)), 50),
      totals: ["n": ["1", "0", "0"], "m": ["5100", "100", "0"]], has: ["--negative redeem"]),
    OddDump(
      name: "A status that begins late",
      text: other + repeated(rows(("earn", 1)), 5100)
        + repeated(rows(("earn", 2)).replacing("}", with: #","status":"pending"}"#), 50),
      totals: ["n": ["1", "0", "0"], "m": ["5100", "0", "0"]],
      says: [#""pending" in status are left out"#]),
    OddDump(
      name: "More types than are listed",
      text: other + repeated((0..<24).map { row(#""earn_\#($0)""#, "1") }.joined(), 220)
        + repeated(row(#""spend_1""#, "2"), 5),
      totals: ["n": ["1", "0", "0"], "m": ["5280", "0", "0"]],
      says: ["type has 26 values, of which 25 were looked at"]),
  ]
}
