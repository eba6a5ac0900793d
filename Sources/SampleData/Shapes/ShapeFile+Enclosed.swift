extension ShapeFile {
  /// One object around all rows.
  static let enclosed = [
    // The answer of an interface, whose status is not that of a row.
    ShapeFile(name: "object-around.json", ledger: ShapeLedger(seed: 8)) { movements in
      let entries = movements.map {
        """
              {
                "uuid": "e-\($0.number)",
                "account": "\($0.key)",
                "direction": "\(word($0.kind, "credit", "debit", ""))",
                "amount": "\($0.points).000",
                "booked_at": "\($0.instant)"
              }
        """
      }
      return """
        {
          "status": "success",
          "page": {"number": 1, "size": 500},
          "ledger": {
            "currency": "points",
            "entries": [
        \(entries.joined(separator: ",\n"))
            ]
          },
          "warnings": []
        }

        """
    },
    // A map by the id of each row.
    ShapeFile(name: "map-by-id.json", ledger: ShapeLedger(seed: 9)) { movements in
      let rows = movements.map {
        """
          "tx_\(20_000 + $0.number)": {"card": "\($0.key)", "action": \
        "\(word($0.kind, "issue", "use", ""))", "points": \($0.points), "ts": \($0.time / 1000)}
        """
      }
      return "{\n\(rows.joined(separator: ",\n"))\n}\n"
    },
  ]
}
