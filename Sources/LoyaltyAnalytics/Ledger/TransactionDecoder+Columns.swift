internal import DumpReader

extension TransactionDecoder {
  /// Reads the amounts of a document that has a column for each sum: the first goes into the record,
  /// the others wait in `pending`. Amounts of zero are passed over, but for the last one left.
  ///
  /// - Returns: Whether the document counts; one that has no amount, or one that is none, is refused.
  @inline(never)
  mutating func readColumns(
    _ location: DocumentLocation, in chunk: RawSpan, into record: inout TransactionRecord
  ) -> Bool {
    var found: [PendingAmounts.Amount] = []
    var roundedCount = 0
    for column in plan.columns {
      guard let value = values.value(of: column.slots), value.type != .null,
        value.type != .string || value.count > 0
      else { continue }
      var rounded = false
      guard
        let points = Self.points(value, as: amounts, in: chunk, scratch: values.scratch, &rounded)
      else {
        refuse(.points, location, field: column.path, value, in: chunk)
        return false
      }
      if rounded { roundedCount += 1 }
      record.kind = column.kind
      record.points = points
      if points.units < 0 { record.settle(TypeMeaning(column.kind), negative: negative) }
      found.append(PendingAmounts.Amount(kind: record.kind, points: record.points))
    }
    guard let first = found.first else {
      refuse(.points, location, field: plan.columns.first?.path, in: chunk)
      return false
    }
    tally.counts.rounded += roundedCount
    found.removeAll { $0.points == .zero }
    if found.isEmpty { found.append(first) }
    record.kind = found[0].kind
    record.points = found[0].points
    record.isFurtherAmount = false
    pending.amounts = found.dropFirst()
    if !pending.isEmpty { isUnfinished = true }
    return true
  }
}

/// Amounts of a document that are handed out after its first one.
struct PendingAmounts {
  struct Amount {
    var kind: TransactionKind
    var points: Points
  }

  var amounts: ArraySlice<Amount> = [] {
    didSet { isEmpty = amounts.isEmpty }
  }
  /// Stored, so that the question costs next to nothing where there never are any.
  private(set) var isEmpty = true
  /// The record of the first amount.
  var record = TransactionRecord()

  /// Hands out the next one.
  mutating func next(into record: inout TransactionRecord) {
    guard let amount = amounts.popFirst() else { return }
    record = self.record
    record.kind = amount.kind
    record.points = amount.points
    record.isFurtherAmount = true
  }
}

extension TransactionRecord {
  /// Gives the amount its sign and its sum: what is below zero by the rule for that, what is given back
  /// with the other sign.
  ///
  /// With that rule, what gives back and is below zero takes away after all, and counts as the rule has
  /// it: a cancelled order may return points that were spent, or take those that it had earned. In a
  /// ledger whose minus is the customer's it is the other sign that takes away.
  @inline(never)
  mutating func settle(_ meaning: TypeMeaning, negative: TransactionKind?) {
    if points.units < 0, let negative {
      points.units = -points.units
      switch meaning {
      case .redeemBack, .deductBack:
        if negative != .award {
          kind = negative
          return
        }
      case .award: kind = negative
      case .redeem, .deduct: if negative == .award { kind = negative }
      case .awardBack, .ignore: break
      }
    }
    if !meaning.isPlain { points.units = -points.units }
  }
}
