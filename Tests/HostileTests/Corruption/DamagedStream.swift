import SampleData

/// A dump that is being damaged, and the memory of where each of its bytes came from.
///
/// With the origins it can be told of any document that a reader accepts whether it is one of the
/// dump's, and of any document of the dump whether it is whole.
struct DamagedStream {
  /// The sound documents, by their place in the sound dump.
  let documents: [Range<Int>]
  private(set) var bytes: [UInt8]
  /// Where each byte stood in the sound dump; -1 for bytes that were put in.
  private var origins: [Int32]
  /// Which bytes of the sound dump are no longer what they were.
  private var changed: [Bool]
  /// How many bytes each act of damage took.
  private(set) var sites: [Int] = []

  init(_ bytes: [UInt8], documents: [Range<Int>]) {
    self.bytes = bytes
    self.documents = documents
    origins = bytes.indices.map { Int32($0) }
    changed = Array(repeating: false, count: bytes.count)
  }

  var count: Int { bytes.count }

  /// Overwrites one byte.
  mutating func set(_ place: Int, _ byte: UInt8) {
    guard bytes.indices.contains(place), bytes[place] != byte else { return }
    bytes[place] = byte
    if origins[place] >= 0 { changed[Int(origins[place])] = true }
  }

  /// Puts bytes in.
  mutating func insert(_ content: [UInt8], at place: Int) {
    bytes.insert(contentsOf: content, at: place)
    origins.insert(contentsOf: repeatElement(-1, count: content.count), at: place)
  }

  /// Takes bytes out.
  mutating func remove(_ range: Range<Int>) {
    bytes.removeSubrange(range)
    origins.removeSubrange(range)
  }

  /// Puts a copy of a range at another place.
  mutating func duplicate(_ range: Range<Int>, at place: Int) {
    let (content, from) = (bytes[range], origins[range])
    bytes.insert(contentsOf: content, at: place)
    origins.insert(contentsOf: from, at: place)
  }

  /// Exchanges two blocks of the same size that do not overlap.
  mutating func swap(_ a: Int, _ b: Int, count: Int) {
    for i in 0..<count {
      bytes.swapAt(a + i, b + i)
      origins.swapAt(a + i, b + i)
    }
  }

  /// Notes that an act of damage concerned so many bytes.
  mutating func note(_ count: Int) { sites.append(count) }

  /// How many documents may be lost: two for every 512 damaged bytes.
  var allowance: Int { sites.reduce(0) { $0 + 2 * ($1 / 512 + 1) } }

  /// The sound document with whose first byte a range of the damaged dump starts; nil if it starts
  /// anywhere else than documents do.
  ///
  /// What follows may be another document's, where damage has joined the head of one to the tail of
  /// another so that the whole is well-formed: nobody can tell.
  func document(at range: Range<Int>) -> Int? {
    guard bytes.indices.contains(range.lowerBound) else { return nil }
    let first = Int(origins[range.lowerBound])
    guard first >= 0, let index = Self.search(documents, first),
      documents[index].lowerBound == first
    else { return nil }
    return index
  }

  /// The sound documents that stand in the damaged dump in one piece and unchanged.
  func wholeDocuments() -> Set<Int> {
    var whole: Set<Int> = []
    var i = 0
    while i < origins.count {
      let origin = Int(origins[i])
      guard origin >= 0, let index = Self.search(documents, origin),
        documents[index].lowerBound == origin
      else {
        i += 1
        continue
      }
      let range = documents[index]
      var length = 0
      while length < range.count, i + length < origins.count,
        Int(origins[i + length]) == origin + length, !changed[origin + length]
      {
        length += 1
      }
      if length == range.count { whole.insert(index) }
      i += max(1, length)
    }
    return whole
  }

  /// The document that holds a place of the sound dump.
  private static func search(_ documents: [Range<Int>], _ place: Int) -> Int? {
    var low = 0
    var high = documents.count
    while low < high {
      let middle = (low + high) / 2
      if documents[middle].upperBound <= place { low = middle + 1 } else { high = middle }
    }
    return low < documents.count && documents[low].contains(place) ? low : nil
  }
}
