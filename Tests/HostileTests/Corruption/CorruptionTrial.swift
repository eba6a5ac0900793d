import DumpReader
import SampleData

/// One dump with one kind of damage, and what became of it.
struct CorruptionTrial {
  let kind: Damage
  let seed: UInt64
  let encoding: DocumentEncoding
  let stream: DamagedStream

  /// A sound dump to be damaged again and again.
  struct Dump: Sendable {
    let bytes: [UInt8]
    let documents: [Range<Int>]
    let encoding: DocumentEncoding

    init(_ form: SampleForm, documents count: Int, seed: UInt64) {
      let bytes = SampleRecipe(documents: count, users: 40, seed: seed).bytes(as: form)
      var documents: [Range<Int>] = []
      var start = 0
      while start < bytes.count {
        let end: Int
        if form == .bson {
          end = start + Int(bytes.rawBytes.load(start, as: Int32.self))
          documents.append(start..<end)
        } else {
          end = (bytes[start...].firstIndex(of: 0x0A) ?? bytes.count - 1) + 1
          documents.append(start..<end - 1)
        }
        start = end
      }
      self.bytes = bytes
      self.documents = documents
      encoding = form == .bson ? .bson : .jsonLines
    }
  }

  init(_ kind: Damage, of dump: Dump, seed: UInt64) {
    self.kind = kind
    self.seed = seed
    encoding = dump.encoding
    var random = SplitMix64(seed: seed)
    var stream = DamagedStream(dump.bytes, documents: dump.documents)
    kind.apply(to: &stream, &random)
    self.stream = stream
  }

  /// What a law says is broken, each as a sentence.
  var violations: [String] {
    var found: [String] = []
    func violation(_ text: String) { found.append("\(kind) \(seed) \(encoding): \(text)") }
    do {
      let reading = try StreamReading(stream.bytes, encoding)
      if !reading.isGapless { violation("bytes are not accounted for") }
      var counted: Set<Int> = []
      for range in reading.accepted {
        if let document = stream.document(at: range) {
          counted.insert(document)
        } else {
          violation("phantom document at \(range)")
        }
      }
      let lost = stream.documents.count - counted.count
      if lost > stream.allowance {
        violation("\(lost) documents lost, \(stream.sites) bytes damaged")
      }
      for manner in [
        StreamReading.Manner(readSize: 997), StreamReading.Manner(window: 1500),
      ] where try StreamReading(stream.bytes, encoding, manner) != reading {
        violation("another outcome in other portions: \(manner)")
      }
    } catch {
      violation("\(error)")
    }
    return found
  }

  /// How many documents are whole and were not counted all the same.
  var collateral: Int {
    guard let reading = try? StreamReading(stream.bytes, encoding) else { return 0 }
    return stream.wholeDocuments()
      .subtracting(reading.accepted.compactMap { stream.document(at: $0) })
      .count
  }
}
