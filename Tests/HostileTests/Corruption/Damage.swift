import SampleData

/// The ten kinds of damage.
enum Damage: String, CaseIterable, Sendable {
  case flippedBits, overwrittenBytes, zeroedSectors, insertedGarbage, deletedRange
  case duplicatedRange, truncation, lyingLength, swappedBlocks, junkBetween

  /// Damages a stream once, or at a few places.
  func apply(to stream: inout DamagedStream, _ random: inout SplitMix64) {
    guard stream.count > 2048 else { return }
    switch self {
    case .flippedBits:
      for _ in 0...random.below(6) {
        let place = random.below(stream.count)
        stream.set(place, stream.bytes[place] ^ (1 << UInt8(random.below(8))))
        stream.note(1)
      }
    case .overwrittenBytes:
      let length = 1 + random.below(1024)
      let start = random.below(stream.count - length)
      for i in start..<start + length {
        stream.set(i, UInt8(truncatingIfNeeded: random.next()))
      }
      stream.note(length)
    case .zeroedSectors:
      let sectors = 1 + random.below(4)
      let start = random.below(stream.count / 512) * 512
      let end = min(stream.count, start + sectors * 512)
      for i in start..<end { stream.set(i, 0) }
      stream.note(end - start)
    case .insertedGarbage:
      let garbage = Self.garbage(&random, 1 + random.below(2048))
      stream.insert(garbage, at: random.below(stream.count))
      stream.note(garbage.count)
    case .deletedRange:
      let length = 1 + random.below(2048)
      let start = random.below(stream.count - length)
      stream.remove(start..<start + length)
      stream.note(length)
    case .duplicatedRange:
      let length = 1 + random.below(2048)
      let start = random.below(stream.count - length)
      stream.duplicate(start..<start + length, at: random.below(stream.count))
      stream.note(length)
    case .truncation:
      let length = 1 + random.below(2048)
      stream.remove(stream.count - length..<stream.count)
      stream.note(length)
    case .lyingLength:
      lie(in: &stream, &random)
    case .swappedBlocks:
      let sectors = stream.count / 512
      let (a, b) = (random.below(sectors), random.below(sectors))
      guard a != b else { return }
      stream.swap(a * 512, b * 512, count: 512)
      // Either block has two ends.
      for _ in 0..<4 { stream.note(512) }
    case .junkBetween:
      let garbage = Self.garbage(&random, 1 + random.below(4096))
      let document = stream.documents[random.below(stream.documents.count)]
      stream.insert(garbage, at: document.lowerBound)
      stream.note(garbage.count)
    }
  }

  /// Random bytes, text, or zeros.
  private static func garbage(_ random: inout SplitMix64, _ count: Int) -> [UInt8] {
    switch random.below(3) {
    case 0: return (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    case 1: return (0..<count).map { _ in UInt8(0x20 + random.below(0x5F)) }
    default: return Array(repeating: random.oneIn(2) ? 0 : 0xFF, count: count)
    }
  }

  /// Overwrites the length of a document, or four bytes anywhere in it, with another number.
  private func lie(in stream: inout DamagedStream, _ random: inout SplitMix64) {
    let document = stream.documents[random.below(stream.documents.count)]
    let place =
      random.oneIn(2) ? document.lowerBound : document.lowerBound + random.below(document.count - 4)
    let number: Int32 =
      switch random.below(8) {
      case 0: Int32(document.count + 1)
      case 1: Int32(document.count - 1)
      case 2: Int32(document.count) + Int32(random.below(4096)) - 2048
      case 3: Int32.max
      case 4: -1
      case 5: Int32(random.below(16 << 20))
      case 6: Int32(random.below(8))
      default: Int32(truncatingIfNeeded: random.next())
      }
    for i in 0..<4 { stream.set(place + i, UInt8(truncatingIfNeeded: number >> Int32(8 * i))) }
    stream.note(4)
  }
}
