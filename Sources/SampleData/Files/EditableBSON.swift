/// A stream of sound BSON documents, about to be damaged. Documents are counted from 0.
struct EditableBSON {
  var bytes: [UInt8]
  private var starts: [Int] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    findStarts()
  }

  /// Where a document begins.
  func start(ofDocument number: Int) -> Int { starts[number] }

  /// Where a document ends.
  func end(ofDocument number: Int) -> Int { starts[number + 1] }

  /// Changes the length field of a document by so many bytes.
  mutating func setLength(ofDocument number: Int, by difference: Int32) {
    setLength(ofDocument: number, to: length(at: starts[number]) &+ difference)
  }

  /// Overwrites the length field of a document.
  mutating func setLength(ofDocument number: Int, to length: Int32) {
    for i in 0..<4 {
      bytes[starts[number] + i] = UInt8(truncatingIfNeeded: length >> Int32(8 * i))
    }
  }

  /// The first place where `pattern` stands in a document; its end if it is not there.
  func place(of pattern: [UInt8], inDocument number: Int) -> Int {
    let end = end(ofDocument: number)
    for place in start(ofDocument: number)..<end - pattern.count
    where bytes[place..<place + pattern.count].elementsEqual(pattern) {
      return place
    }
    return end
  }

  /// Puts other bytes in the place of a text.
  mutating func overwrite(_ text: String, inDocument number: Int, with replacement: [UInt8]) {
    let pattern = Array(text.utf8)
    let place = place(of: pattern, inDocument: number)
    bytes.replaceSubrange(place..<place + pattern.count, with: replacement)
  }

  /// Adds elements to the end of a document, and to its length.
  mutating func insert(_ elements: [UInt8], intoDocument number: Int) {
    bytes.insert(contentsOf: elements, at: end(ofDocument: number) - 1)
    setLength(ofDocument: number, by: Int32(truncatingIfNeeded: elements.count))
    findStarts()
  }

  /// Puts elements in the place of all that a document has.
  mutating func insert(_ elements: [UInt8], intoEmptiedDocument number: Int) {
    let inside = start(ofDocument: number) + 4..<end(ofDocument: number) - 1
    bytes.removeSubrange(inside)
    setLength(ofDocument: number, to: 5)
    findStarts()
    insert(elements, intoDocument: number)
  }

  private func length(at place: Int) -> Int32 {
    (0..<4).reduce(0) { $0 | Int32(bytes[place + $1]) << Int32(8 * $1) }
  }

  private mutating func findStarts() {
    starts = [0]
    var place = 0
    while place + 5 <= bytes.count {
      place += max(5, Int(length(at: place)))
      starts.append(place)
    }
  }
}
