/// One reader's copy of a ``PathDirectory``, with a guess for what comes next.
///
/// Documents of one collection have the same fields in the same order. So each path remembers the
/// one that followed it last, and mostly a comparison of the name is all that a field costs. Where
/// the guess is wrong a hash table has the answer, and where that has none, the directory.
struct PathCache: ~Copyable {
  /// What is known of one path.
  private struct Entry {
    var parent: Int32
    /// The path that came after this one in the last document that had it.
    var successor: Int32 = -1
    /// The path of its elements, where it is an array and has had some; else -1.
    var elements: Int32 = -1
    /// Where its name stands among the names.
    var name: Int
    var count: Int
    var isElement: Bool
  }

  let directory: PathDirectory
  private var entries: [Entry] = []
  /// All names, one behind the other, and 8 zero bytes.
  private var names = [UInt8](repeating: 0, count: 8)
  /// Numbers of paths, by the hash of parent and name; 0 where there is none.
  private var table = [Int32](repeating: 0, count: 256)
  /// The chunk that is being read.
  var sequence = 0

  init(_ directory: PathDirectory) {
    self.directory = directory
    add(FieldPath(parent: -1, name: [], isElement: false))
  }

  /// The path of the field whose name starts at `start` and ends before a byte `terminator`, if it
  /// is the one that came last time.
  ///
  /// - Parameters:
  ///   - previous: The path that was met before it in the document.
  ///   - parent: The path of the document that it is in.
  ///   - bytes: At least 8 bytes follow those of the document.
  /// - Returns: The path and where the name ends; nil when another field is there.
  @inline(__always)
  func guess(
    after previous: Int32, in parent: Int32, _ bytes: RawSpan, _ start: Int, terminator: UInt8
  ) -> (path: Int32, end: Int)? {
    guard Int(previous) < entries.count else { return nil }
    let path = entries[Int(previous)].successor
    guard path > 0 else { return nil }
    let entry = entries[Int(path)]
    guard entry.parent == parent, !entry.isElement, start &+ entry.count &+ 8 <= bytes.byteCount
    else { return nil }
    let known = names.rawBytes
    var i = 0
    while entry.count &- i >= 8 {
      guard known.load(entry.name &+ i, as: UInt64.self) == bytes.load(start &+ i, as: UInt64.self)
      else { return nil }
      i &+= 8
    }
    let left = entry.count &- i
    if left > 0 {
      let difference =
        known.load(entry.name &+ i, as: UInt64.self) ^ bytes.load(start &+ i, as: UInt64.self)
      guard difference &<< UInt64(truncatingIfNeeded: 64 &- 8 &* left) == 0 else { return nil }
    }
    guard bytes[start &+ entry.count] == terminator else { return nil }
    return (path, start &+ entry.count)
  }

  /// The path of a name below another one, which comes after `previous` from now on.
  @inline(never)
  mutating func find(_ name: RawSpan, in parent: Int32, after previous: Int32) -> Int32 {
    let path = number(of: name, in: parent, isElement: false)
    if Int(previous) < entries.count, Int(path) < entries.count {
      entries[Int(previous)].successor = path
    }
    return path
  }

  /// The path of an array's elements.
  @inline(__always)
  mutating func elements(of array: Int32) -> Int32 {
    if Int(array) < entries.count, entries[Int(array)].elements >= 0 {
      return entries[Int(array)].elements
    }
    return firstElement(of: array)
  }

  @inline(never)
  private mutating func firstElement(of array: Int32) -> Int32 {
    let empty: [UInt8] = []
    let path = number(of: empty.rawBytes, in: array, isElement: true)
    if Int(array) < entries.count, path != directory.other {
      entries[Int(array)].elements = path
    }
    return path
  }

  /// Looks a path up in the copy, then in the directory, which gives a new one its number.
  private mutating func number(of name: RawSpan, in parent: Int32, isElement: Bool) -> Int32 {
    guard parent != directory.other, name.byteCount <= PathDirectory.maximumNameCount else {
      return directory.other
    }
    if let known = lookUp(name, in: parent, isElement: isElement) { return known }
    guard entries.count <= directory.limit else { return directory.other }
    let known = entries.count
    let path = FieldPath(parent: parent, name: name.copied(), isElement: isElement)
    let added = directory.admit(sequence) { paths, isOpen in
      if isOpen, !paths[known...].contains(path) { paths.append(path) }
      return Array(paths[known...])
    }
    for path in added { add(path) }
    return lookUp(name, in: parent, isElement: isElement) ?? directory.other
  }

  private mutating func add(_ path: FieldPath) {
    names.removeLast(8)
    entries.append(
      Entry(
        parent: path.parent, name: names.count, count: path.name.count, isElement: path.isElement))
    names += path.name
    names += [0, 0, 0, 0, 0, 0, 0, 0]
    guard entries.count > 1 else { return }
    if 2 * entries.count > table.count {
      table = [Int32](repeating: 0, count: 2 * table.count)
      for path in 1..<entries.count { insert(path) }
    } else {
      insert(entries.count - 1)
    }
  }

  private mutating func insert(_ path: Int) {
    let entry = entries[path]
    var i = slot(
      names.rawBytes.extracting(entry.name..<entry.name + entry.count), in: entry.parent,
      isElement: entry.isElement)
    while table[i] != 0 { i = (i + 1) & (table.count - 1) }
    table[i] = Int32(path)
  }

  private func lookUp(_ name: RawSpan, in parent: Int32, isElement: Bool) -> Int32? {
    var i = slot(name, in: parent, isElement: isElement)
    while table[i] != 0 {
      let entry = entries[Int(table[i])]
      if entry.parent == parent, entry.isElement == isElement, entry.count == name.byteCount,
        names.rawBytes.extracting(entry.name..<entry.name + entry.count).elementsEqual(name)
      {
        return table[i]
      }
      i = (i + 1) & (table.count - 1)
    }
    return nil
  }

  /// Where to look first. The hash is Swift's, with a seed of the process: nobody can prepare names
  /// that collide.
  private func slot(_ name: RawSpan, in parent: Int32, isElement: Bool) -> Int {
    var hasher = Hasher()
    hasher.combine(parent)
    hasher.combine(isElement)
    unsafe name.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    return hasher.finalize() & (table.count - 1)
  }
}
