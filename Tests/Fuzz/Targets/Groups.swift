// The table of groups, against a dictionary.

/// Looks up and adds groups whose hashes are bad, and merges two tables of them.
///
///     byte      the length of a key, 0 to 15, and which table it is for
///     bytes     the key; its first byte decides the hash
func updateGroups(_ bytes: [UInt8]) {
  var one = AggregateTable(hugePages: false)
  var other = AggregateTable(hugePages: false)
  var counts = (one: Set<[UInt8]>(), other: Set<[UInt8]>())
  var i = 0
  while i < bytes.count {
    let count = min(Int(bytes[i] & 15), bytes.count - i - 1)
    let key = Array(bytes[i + 1..<i + 1 + count])
    let hash = UInt64(key.first ?? 0) << 32
    if bytes[i] & 16 == 0 {
      _ = unsafe one.record(hash, .string, key.span.bytes)
      counts.one.insert(key)
    } else {
      _ = unsafe other.record(hash, .string, key.span.bytes)
      counts.other.insert(key)
    }
    i += 1 + count
  }
  check(one.count == counts.one.count && other.count == counts.other.count, "a group is lost")
  one.checkInvariants()
  other.checkInvariants()
  for key in counts.one.union(counts.other) {
    let hash = UInt64(key.first ?? 0) << 32
    let isThere = unsafe one.find(hash, .string, key.span.bytes) != nil
    check(isThere == counts.one.contains(key), "a group is found that is not there, or not found")
  }
  one.merge(&other)
  check(one.count == counts.one.union(counts.other).count, "a group is lost when tables merge")
  check(other.count == 0, "a group stays where it was")
  one.checkInvariants()
  other.checkInvariants()
}
