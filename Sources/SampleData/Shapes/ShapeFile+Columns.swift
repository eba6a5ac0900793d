extension ShapeFile {
  /// CSV of other programs.
  static let columns = [
    // A bank's columns: one for what comes in, one for what goes out, and the balance.
    ShapeFile(name: "credit-debit.csv", ledger: ShapeLedger(seed: 10)) { movements in
      "account_id,booked_at,text,credit,debit,balance\n"
        + movements.map {
          let columns = $0.kind == .award ? "\($0.points)," : ",\($0.points)"
          return "\($0.key),\($0.instant),\"Order \($0.number), shop\",\(columns),\($0.balance)\n"
        }.joined()
    },
    // C and D.
    ShapeFile(name: "c-d.csv", ledger: ShapeLedger(seed: 11)) { movements in
      "Posted,AccountNo,DC,Amount,Text\n"
        + movements.map {
          "\($0.day),\($0.key),\(word($0.kind, "C", "D", "")),\($0.points),Statement line\n"
        }.joined()
    },
    // Semicolons, blanks in the names of columns, money with a decimal comma, and staff.
    ShapeFile(name: "semicolons.csv", ledger: ShapeLedger(seed: 12)) { movements in
      "Entry No;Member No;Booking Date;In/Out;Points;Order Value;Processed By\r\n"
        + movements.map {
          """
          \($0.number);\($0.key);\($0.day);\(word($0.kind, "in", "out", ""));\($0.points);\
          \($0.money(point: ","));clerk\($0.number % 4)\r\n
          """
        }.joined()
    },
  ]
}
