/// A group that is not the same in two dumps.
package struct GroupDifference: Sendable {
  /// What became of the group.
  package enum Change: String, Sendable, CaseIterable {
    /// It is in the newer dump only.
    case added
    /// It is in the older dump only.
    case removed
    /// An amount or the number of transactions is another.
    case changed
  }

  /// The group key.
  package var key: GroupKey
  /// Labels: the newer dump's, else the older one's; nil where neither has one.
  package var firstName: String?, lastName: String?, email: String?
  /// What became of it.
  package var change: Change
  /// The amounts in the older dump; zeros where it is not there.
  package var before = Amounts()
  /// The amounts in the newer dump, likewise.
  package var after = Amounts()
  /// What was before taken from what is after.
  package var difference = Amounts()

  /// The difference of what two dumps have for one group; nil when there is none.
  ///
  /// - Throws: ``AnalysisError`` when an amount of it is out of range.
  init?(_ old: TotalsRow?, _ new: TotalsRow?) throws(AnalysisError) {
    guard let row = new ?? old else { return nil }
    before = old?.amounts ?? Amounts()
    after = new?.amounts ?? Amounts()
    change = old == nil ? .added : new == nil ? .removed : .changed
    if change == .changed, before == after { return nil }
    key = row.key
    firstName = new?.firstName ?? old?.firstName
    lastName = new?.lastName ?? old?.lastName
    email = new?.email ?? old?.email
    guard let difference = after.subtracting(before) else {
      throw AnalysisError(.overflow("a difference of user \(key.extendedJSON)"))
    }
    self.difference = difference
  }

  /// The row with other names.
  package func named(_ names: (TotalsRow) -> TotalsRow) -> GroupDifference {
    let row = names(
      TotalsRow(
        key: key, firstName: firstName, lastName: lastName, email: email, amounts: after,
        firstTime: nil, lastTime: nil))
    var result = self
    result.key = row.key
    result.firstName = row.firstName
    result.lastName = row.lastName
    result.email = row.email
    return result
  }

  /// A difference of which only the group is known.
  init(key: GroupKey, change: Change) {
    self.key = key
    self.change = change
  }
}

extension Amounts {
  /// These amounts less others; nil when one of them is out of range.
  package func subtracting(_ other: Amounts) -> Amounts? {
    func difference(_ points: KeyPath<Amounts, Points>) -> Points? {
      var sum = ExactSum()
      sum.add(self[keyPath: points].units)
      sum.add(-other[keyPath: points].units)
      return sum.points
    }
    guard let awarded = difference(\.awarded), let redeemed = difference(\.redeemed),
      let deducted = difference(\.deducted), let net = difference(\.net)
    else { return nil }
    var result = Amounts()
    result.awarded = awarded
    result.redeemed = redeemed
    result.deducted = deducted
    result.net = net
    result.transactions = transactions - other.transactions
    return result
  }
}
