extension ShapeFile {
  /// A document a line.
  static let lines = [
    // The bucket pattern: a document for each member and month, its transactions in an array.
    ShapeFile(name: "arrays.jsonl", ledger: ShapeLedger(seed: 1, deducts: true)) { movements in
      buckets(movements) { $0.key + $0.day.prefix(7) }.map { bucket in
        let entries = bucket.map {
          let type = word($0.kind, "earn", "redeem", "expire")
          return #"{"type":"\#(type)","points":\#($0.points),"at":"\#($0.instant)"}"#
        }
        return """
          {"_id":"\(bucket[0].key)/\(bucket[0].day.prefix(7))","member_id":"\(bucket[0].key)",\
          "count":\(bucket.count),"entries":[\(entries.joined(separator: ","))]}

          """
      }.joined()
    },
    // Points beside prices, the customer outside, orders that were cancelled, orders of nothing.
    ShapeFile(name: "orders.jsonl", ledger: ShapeLedger(seed: 2, states: true)) { movements in
      buckets(movements) { "\($0.key)\($0.day.prefix(7))\($0.state)" }.map { order in
        let items = order.map {
          let action = word($0.kind, "earn", "redeem", "")
          return """
            {"sku":"SKU-\(100 + $0.number % 40)","price":\($0.money()),"quantity":1,\
            "points":\($0.points),"action":"\(action)"}
            """
        }
        let total = order.reduce(0) { $0 + $1.cents }
        return """
          {"order_id":\(5000 + order[0].number),"customer":{"id":"\(order[0].key)",\
          "email":"\(order[0].email)","points":\(order[0].balance)},\
          "status":"\(word(order[0].state, "completed", "pending", "cancelled"))",\
          "total":\(total / 100).\(total % 100 < 10 ? "0" : "")\(total % 100),\
          "placed_at":"\(order[0].instant)","items":[\(items.joined(separator: ","))]}

          """
      }.joined() + #"{"order_id":1,"customer":{"id":"M-1001"},"status":"completed","items":[]}"#
        + "\n"
    },
    // No type: the sign tells. What looks like a type never changes.
    ShapeFile(name: "signed.jsonl", ledger: ShapeLedger(seed: 3)) { movements in
      movements.map {
        """
        {"id":\($0.number),"event_type":"points.changed","customer_id":\(80_000 + $0.member),\
        "delta":\($0.signed),"balance_after":\($0.balance),"note":"Order \(900 + $0.number)",\
        "created_at":"\($0.instant)"}

        """
      }.joined()
    } key: {
      "\(80_000 + $0)"
    },
    // Staff that look like users, money that looks like the better amount.
    ShapeFile(name: "earn-burn.jsonl", ledger: ShapeLedger(seed: 4, deducts: true)) { movements in
      movements.map {
        """
        {"id":"T\(70_000 + $0.number)","userId":"cashier-\($0.number % 3)",\
        "memberId":"\($0.key)","transactionType":"\(word($0.kind, "EARN", "BURN", "EXPIRE"))",\
        "points":\($0.points),"amount":\($0.money()),"currency":"EUR",\
        "transactionDate":"\($0.instant)"}

        """
      }.joined()
    },
    // Types as numbers, which only the balance explains.
    ShapeFile(name: "numeric-types.jsonl", ledger: ShapeLedger(seed: 5)) { movements in
      movements.map {
        """
        {"_id":{"$oid":"65a0000000000000000\(10_000 + $0.number)"},"user_id":"\($0.key)",\
        "type":\(word($0.kind, "1", "2", "2")),"value":\($0.points),"balance":\($0.balance),\
        "state":1,"time":{"$date":"\($0.instant)"}}

        """
      }.joined()
    },
    // Everything in objects, and a balance that is called what the amount is called.
    ShapeFile(name: "nested.jsonl", ledger: ShapeLedger(seed: 6)) { movements in
      movements.map {
        """
        {"event":{"id":\($0.number),"kind":"\(word($0.kind, "accrual", "redemption", ""))",\
        "points":\($0.points),"occurred_at":"\($0.instant)"},\
        "customer":{"id":"\($0.key)","contact":{"email":"\($0.email)","first_name":"\($0.first)",\
        "last_name":"\($0.last)"},"points":\(40 + $0.member)},"shop":{"id":"S\($0.number % 4)"}}

        """
      }.joined()
    },
    // Statuses that say what is not finished, and a purchase that looks like the row's id.
    ShapeFile(
      name: "adding-spending.jsonl", ledger: ShapeLedger(seed: 7, deducts: true, states: true)
    ) { movements in
      movements.map {
        """
        {"transferId":"t-\($0.number)","transactionId":"p-\($0.number / 3)",\
        "memberId":"\($0.key)","email":"\($0.email)",\
        "type":"\(word($0.kind, "adding", "spending", "expired"))","value":\($0.points),\
        "state":"\(word($0.state, "active", "pending", "cancelled"))",\
        "createdAt":"\($0.instant)"}

        """
      }.joined()
    },
  ]

  /// Movements that belong together, by the first of each.
  private static func buckets(
    _ movements: [ShapeLedger.Movement], by key: (ShapeLedger.Movement) -> String
  ) -> [[ShapeLedger.Movement]] {
    var places: [String: Int] = [:]
    var buckets: [[ShapeLedger.Movement]] = []
    for movement in movements {
      if let place = places[key(movement)] {
        buckets[place].append(movement)
      } else {
        places[key(movement)] = buckets.count
        buckets.append([movement])
      }
    }
    return buckets
  }

  /// The word for a kind.
  static func word(
    _ kind: ShapeLedger.Kind, _ award: String, _ redeem: String, _ deduct: String
  ) -> String {
    switch kind {
    case .award: award
    case .redeem: redeem
    case .deduct: deduct
    }
  }

  /// The word for a state.
  static func word(
    _ state: ShapeLedger.State, _ done: String, _ pending: String, _ cancelled: String
  ) -> String {
    switch state {
    case .done: done
    case .pending: pending
    case .cancelled: cancelled
    }
  }
}
