internal import DumpReader

/// What a page shows beside the totals of users: sums per month, store, type and status of the counted
/// transactions, kept while they pass. One worker's share; shares combine by addition.
struct OverviewTally: TransactionObserver, ~Copyable {
  private var months: MonthTable
  private var stores = CategoryTally()
  private var statuses = CategoryTally()
  private var types = CategoryTally()
  /// Whether there are types: not where the sums have fields of their own.
  private let hasTypes: Bool
  private let names: (store: String, type: String, status: String)

  /// Nothing counted yet.
  init(_ query: Query) {
    let mapping = query.mapping
    months = MonthTable(in: query.timeZone)
    hasTypes = query.amountColumns.isEmpty
    names = (
      FieldMapping.firstAlternative(mapping.store), FieldMapping.firstAlternative(mapping.type),
      FieldMapping.firstAlternative(mapping.status)
    )
  }

  /// Bytes in use.
  var byteCount: Int {
    MonthTable.years.count * 12 * MemoryLayout<PartialSums>.stride + stores.table.byteCount
      + statuses.table.byteCount + types.table.byteCount
  }

  /// Takes in the transaction that the decoder has just handed out.
  @inline(__always)
  mutating func update(
    _ record: TransactionRecord, _ decoder: inout TransactionDecoder, in chunk: RawSpan
  ) {
    months.update(
      record.kind, record.points, time: record.time, isFurther: record.isFurtherAmount)
    stores.update(record, decoder.plan.store, &decoder.values, in: chunk)
    statuses.update(record, decoder.plan.status, &decoder.values, in: chunk)
    if hasTypes { types.update(record, decoder.plan.type, &decoder.values, in: chunk) }
  }

  /// Takes in what another worker has seen.
  mutating func combine(_ other: borrowing OverviewTally) {
    months.combine(other.months)
    stores.table.combine(other.stores.table)
    statuses.table.combine(other.statuses.table)
    types.table.combine(other.types.table)
  }

  /// The sums.
  ///
  /// - Throws: ``AnalysisError`` when one is out of range.
  func finalize(_ balances: BalanceStatistics) throws(AnalysisError) -> Overview {
    Overview(
      months: try months.months(),
      withoutTime: try months.withoutTime.finalize("transactions without a time"),
      outsideCalendar: try months.outside.finalize("transactions outside of the calendar"),
      stores: try stores.table.finalize(names.store),
      types: hasTypes ? try types.table.finalize(names.type) : nil,
      statuses: try statuses.table.finalize(names.status), balances: balances)
  }
}

/// A table of categories, and the few short values that nearly all transactions have.
struct CategoryTally: ~Copyable {
  var table = CategoryTable()
  private var memo = ShortStringCache<UInt16>()

  /// Takes in a transaction.
  @inline(__always)
  mutating func update(
    _ record: TransactionRecord, _ field: FieldSlots, _ values: inout FieldValues,
    in chunk: RawSpan
  ) {
    guard !table.hasTooMany else { return }
    let value = values.value(of: field)
    guard let value, let text = ShortString(value, in: chunk) else {
      updateOther(record, value, &values, in: chunk)
      return
    }
    if let index = memo.recall(text) {
      table.update(
        Int(index), record.kind, record.points, isFurther: record.isFurtherAmount)
      return
    }
    guard let index = updateOther(record, value, &values, in: chunk) else { return }
    _ = memo.remember(text, UInt16(truncatingIfNeeded: index))
  }

  /// Takes in a transaction whose value is not remembered.
  ///
  /// - Returns: The index of the value, where it has one.
  @inline(never)
  @discardableResult
  private mutating func updateOther(
    _ record: TransactionRecord, _ value: RawValue?, _ values: inout FieldValues,
    in chunk: RawSpan
  ) -> Int? {
    guard let slice = GroupKeySlice(value, in: chunk, values: &values) else {
      table.updateWithoutKey(record.kind, record.points, isFurther: record.isFurtherAmount)
      return nil
    }
    let key = DocumentSlice(offset: slice.offset, count: slice.count, inScratch: slice.inScratch)
    let index = table.index(of: slice.kind, key.bytes(in: chunk, scratch: values.scratch))
    guard let index else { return nil }
    table.update(index, record.kind, record.points, isFurther: record.isFurtherAmount)
    return index
  }
}
