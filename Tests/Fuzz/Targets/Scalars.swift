/// Dates, numbers, decimals and zones, wherever text or bits become one.
func readScalars(_ bytes: [UInt8]) {
  let padded = bytes.padded
  let text = String(decoding: bytes, as: UTF8.self)
  var rounded = false
  var scratch: [UInt8] = []

  readNumber(padded.rawBytes, count: bytes.count, &scratch)
  if let decimal = Decimal128(bytes.rawBytes) {
    let printed = Array(decimal.description.utf8)
    check(Decimal128(printed.rawBytes) != nil, "a decimal that cannot be read again")
  }
  if bytes.count >= 16 {
    let low = padded.rawBytes.load(0, as: UInt64.self)
    let high = padded.rawBytes.load(8, as: UInt64.self)
    readValue(RawValue(.double, bits: low), padded.rawBytes, scratch.rawBytes)
    readValue(RawValue(.int64, bits: low), padded.rawBytes, scratch.rawBytes)
    readValue(RawValue(.timestamp, bits: low), padded.rawBytes, scratch.rawBytes)
    readValue(RawValue(.decimal128, at: 0..<16), padded.rawBytes, scratch.rawBytes)
    let instant = Array(ISO8601.text(milliseconds: Int64(bitPattern: high)).utf8)
    if instant.count == 24 {
      check(
        ISO8601.milliseconds(instant.rawBytes) == Int64(bitPattern: high),
        "a time that is another one when it is read again")
    }
  }
  let value = RawValue(.string, at: 0..<bytes.count)
  for reader in timeReaders {
    _ = reader.milliseconds(
      value, isTable: true, in: padded.rawBytes, scratch: scratch.rawBytes)
  }
  for format in AmountFormat.allCases {
    _ = Points(written: bytes.rawBytes, as: format, rounded: &rounded)
  }
  _ = try? TimeFormat(text)
  _ = Query.Condition(text)
  if let points = Points(text: bytes.rawBytes) {
    check(Points(text: points.description) == points, "points that are others when read again")
  }
  _ = ValueMatcher(text)
  _ = NumberKey(bytes: bytes.rawBytes)
  _ = POSIXTimeZoneRule(bytes.rawBytes)
  if let zone = TimeZoneRules(name: "x", file: padded.rawBytes) {
    _ = zone.utcMilliseconds(ofLocal: Int64(zone.offset(at: .min / 2)) &* 1_000)
  }
  let zone = TimeZoneRules(name: "x", fixedOffset: 3600)
  if let lower = try? DateBound.lower(text, in: zone),
    let upper = try? DateBound.upper(text, in: zone)
  {
    check(lower <= upper, "a range that ends before it begins")
  }
}

/// Readers of times in every format that there is.
private let timeReaders: [TimeReader] =
  [TimeReader()]
  + (EpochUnit.allCases.map(\.rawValue)
  + [
    "%d/%m/%y %I:%M:%S.%f %p %z", "%Y%m%d%H%M%S", "%B %d, %Y", "%Y-%j %H%%", "%s",
  ]).compactMap { try? TimeFormat($0) }.map {
    TimeReader([$0], in: TimeZoneRules(name: "x", fixedOffset: 3600))
  }

private func readNumber(_ bytes: RawSpan, count: Int, _ scratch: inout [UInt8]) {
  guard count > 0, let end = try? bytes.jsonNumber(0), end <= count else { return }
  guard let long = JSONNumber.value(bytes, 0..<end, into: &scratch) else { return }
  readValue(long, bytes, scratch.rawBytes)
  if let (short, shortEnd) = bytes.plainNumber(0), shortEnd == end {
    check(short.type == long.type && short.bits == long.bits, "a short way to another number")
  }
}

private func readValue(_ value: RawValue, _ bytes: RawSpan, _ scratch: RawSpan) {
  var rounded = false
  _ = Points(value, in: bytes, scratch: scratch, rounded: &rounded)
  for reader in timeReaders {
    _ = reader.milliseconds(value, isTable: false, in: bytes, scratch: scratch)
  }
  if let key = NumberKey(value, in: bytes, scratch: scratch) {
    let again = key.bytes
    check(NumberKey(bytes: again.rawBytes) == key, "a key that is another one when read again")
  }
}

/// Pages of spill files: one that something else has written to is refused, one that is as it was
/// gives back what went in.
func readPage(_ bytes: [UInt8]) {
  check(!SpillPageFormat.isIntact(bytes.rawBytes), "a page that nobody sealed is intact")
  let (first, second) = (bytes.count / 3, bytes.count / 2)
  var page = [UInt8](repeating: 0, count: SpillPageFormat.headerSize)
  var totals = GroupTotals(keyKind: .string, keyCount: first)
  totals.labelFlags = UInt8(bytes.count & 7)
  let all = bytes.rawBytes
  let key = all.extracting(0..<first)
  let position = UInt64(bytes.count & 8)
  GroupRecord(
    totals: totals, key: key,
    labels: Labels(
      email: all.extracting(first..<second), firstName: all.extracting(0..<0),
      lastName: all.extracting(second..<bytes.count), positions: (0, position, 0))
  ).encode(KeyHash.shared(.string, key), to: &page)
  SpillPageFormat.seal(&page)
  check(SpillPageFormat.isIntact(page.rawBytes), "a page that was sealed is not intact")

  checkRecord(
    page, key: key, email: all.extracting(first..<second),
    lastName: all.extracting(second..<bytes.count), hasLabels: totals.labelFlags != 0)
  guard let place = bytes.first.map({ Int($0) % page.count }) else { return }
  page[place] ^= bytes.last.map { max($0, 1) } ?? 1
  check(!SpillPageFormat.isIntact(page.rawBytes), "a page that was changed is intact")
}

private func checkRecord(
  _ page: [UInt8], key: RawSpan, email: RawSpan, lastName: RawSpan, hasLabels: Bool
) {
  let stored = page.rawBytes.extracting(SpillPageFormat.headerSize..<page.count)
  check(GroupRecord.header(stored).size == stored.byteCount, "a record of another size")
  let record = GroupRecord.decode(stored)
  check(record.key.elementsEqual(key), "another key")
  guard hasLabels else { return }
  check(record.labels.email.elementsEqual(email), "another e-mail")
  check(record.labels.lastName.elementsEqual(lastName), "another name")
}
