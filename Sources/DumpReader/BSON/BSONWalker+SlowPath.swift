extension BSONWalker {
  /// Takes the element at a position on the slow path: its name, its value; then goes on behind it or
  /// into it.
  @inline(never)
  mutating func element(
    _ bytes: RawSpan, at now: inout Position, start: Int, into values: inout FieldValues
  ) throws(MalformedDocument) {
    do throws(MalformedDocument) {
      try checkedElement(bytes, at: &now, start: start, into: &values)
    } catch {
      // The first thing that is wrong is told.
      throw takeInvalidText() ?? error
    }
  }

  private mutating func checkedElement(
    _ bytes: RawSpan, at now: inout Position, start: Int, into values: inout FieldValues
  ) throws(MalformedDocument) {
    let i = now.offset
    let type = bytes[i]
    guard type != 0 else { throw MalformedDocument(.earlyEnd, at: i - start) }
    let (value, node, slot) = try key(bytes, &now, start: start)
    let name = i + 1..<value - 1
    let left = now.end - value
    guard left >= 0 else { throw MalformedDocument(.unterminatedKey, at: i - start) }
    guard let type = BSONType(rawValue: type) else {
      throw MalformedDocument(.unknownType, at: i - start, detail: Int64(type), key: name)
    }
    let context = ElementContext(value: value, left: left, start: start, name: name)

    let size: Int
    let found: RawValue
    var inner: Range<Int>?
    switch type {
    case .document, .array:
      size = try nested(bytes, context)
      found = RawValue(type, at: value..<value + size)
      inner = value..<value + size
    case .codeWithScope:
      let scope = try scope(bytes, context)
      size = scope.upperBound - value
      found = RawValue(type)
      inner = scope
    default:
      (size, found) = try leaf(type, bytes, context)
    }
    if marks.isOnTheWay(node) {
      let isNested = type == .document || type == .array
      guard marks.meet(node, slot, isNested: isNested, values) else {
        throw MalformedDocument(.duplicateField, at: i - start, key: name)
      }
    }
    if slot >= 0, !values.set(Int(slot), found),
      selection.unique & (1 << UInt64(truncatingIfNeeded: slot)) != 0
    {
      throw MalformedDocument(.duplicateField, at: i - start, key: name)
    }
    now.index = layout.index(after: now.index)
    if let inner {
      guard depth < depthLimit else {
        throw MalformedDocument(.tooDeep, at: inner.lowerBound - start)
      }
      if node == unwoundNode, type != .codeWithScope {
        try walkUnwound(bytes, inner, isArray: type == .array, start: start, into: &values)
        now.offset = inner.upperBound
        return
      }
      let parent =
        type == .codeWithScope ? -1 : selection.node(inside: node, isArray: type == .array)
      enter(inner.lowerBound, length: inner.count, node: parent, &now)
    } else {
      now.offset = value + size
    }
  }

  /// Where a value stands.
  struct ElementContext {
    let value: Int
    /// Bytes up to the end of the document that it is in.
    let left: Int
    /// The start of the outermost document.
    let start: Int
    let name: Range<Int>

    /// A finding at the value, or so many bytes behind its start.
    func wrong(_ code: MalformedDocument.Code, at offset: Int = 0, detail: Int = 0)
      -> MalformedDocument
    {
      MalformedDocument(code, at: value + offset - start, detail: Int64(detail), key: name)
    }

    /// The value some bytes on.
    func advanced(by count: Int, left: Int) -> ElementContext {
      ElementContext(value: value + count, left: left, start: start, name: name)
    }
  }

  /// Reads the key of the element at a position: the offset of its value, its node in the selection,
  /// its slot.
  private mutating func key(
    _ bytes: RawSpan, _ now: inout Position, start: Int
  ) throws(MalformedDocument) -> (value: Int, node: Int32, slot: Int32) {
    let i = now.offset
    if !cachePolicy.isBypassed, layout.find(&now.index, parent: now.parent, bytes, i) {
      let element = now.index.element
      return (i + Int(element.textOffset) - 4, element.node, marks.ownSlot(element.slot))
    }
    var j = i + 1
    while j < now.end {
      let zeros = bytes.equalMask(j, 0)
      if zeros != 0 {
        j += zeros.trailingZeroBitCount
        break
      }
      j += 16
    }
    // The terminator of the document ends a name as well, which is found out by the caller.
    j = min(j, now.end)
    guard bytes[j] == 0 else { throw MalformedDocument(.unterminatedKey, at: i - start) }
    let name = i + 1..<j
    let isValid = bytes.isValidUTF8(name)
    if !isValid { note(MalformedDocument(.invalidUTF8, at: i + 1 - start)) }
    var node: Int32 = -1
    if now.parent >= 0,
      let found = selection.child(of: Int(now.parent), named: bytes.extracting(name))
    {
      node = Int32(found)
    }
    let slot = node < 0 ? -1 : Int32(selection.nodes[Int(node)].slot)
    // A name that is remembered is not looked at again.
    guard !cachePolicy.isBypassed, isValid, let cached = marks.cachedSlot(node, slot) else {
      return (j + 1, node, slot)
    }
    cachePolicy.learn()
    layout.remember(
      now.index, parent: now.parent, node: node, slot: cached, bytes, i..<j + 1)
    return (j + 1, node, slot)
  }

  /// The length of a nested document or array.
  func nested(_ bytes: RawSpan, _ context: ElementContext) throws(MalformedDocument) -> Int {
    let length = context.left >= 4 ? Int(bytes.load(context.value, as: Int32.self)) : 0
    guard length >= 5, length <= context.left, bytes[context.value + length - 1] == 0 else {
      throw context.wrong(.nestedLength, detail: length)
    }
    return length
  }

  /// The scope behind a piece of code:
  ///
  ///     int32 total │ string │ document
  mutating func scope(_ bytes: RawSpan, _ context: ElementContext) throws(MalformedDocument)
    -> Range<Int>
  {
    let total = context.left >= 4 ? Int(bytes.load(context.value, as: Int32.self)) : 0
    guard total >= 14, total <= context.left else {
      throw context.wrong(.codeLength, detail: total)
    }
    let code = try string(bytes, context.advanced(by: 4, left: total - 4))
    let scope = context.value + 4 + code..<context.value + total
    guard scope.count >= 5, Int(bytes.load(scope.lowerBound, as: Int32.self)) == scope.count,
      bytes[scope.upperBound - 1] == 0
    else { throw context.wrong(.codeLength, detail: total) }
    return scope
  }

  /// The size of a text, length field and terminator included.
  private mutating func string(_ bytes: RawSpan, _ context: ElementContext)
    throws(MalformedDocument) -> Int
  {
    let value = context.value
    let length = context.left >= 4 ? Int(bytes.load(value, as: Int32.self)) : 0
    guard length >= 1, length <= context.left - 4 else {
      throw context.wrong(.stringLength, detail: length)
    }
    guard bytes[value + 3 + length] == 0 else {
      throw context.wrong(.stringTerminator, at: 3 + length)
    }
    if !bytes.isValidUTF8(value + 4..<value + 3 + length) {
      note(context.wrong(.invalidUTF8, at: 4))
    }
    return 4 + length
  }

  /// The size and the content of a value that no document is nested in.
  mutating func leaf(
    _ type: BSONType, _ bytes: RawSpan, _ context: ElementContext
  ) throws(MalformedDocument) -> (size: Int, RawValue) {
    let value = context.value
    if let size = type.fixedSize {
      guard size <= context.left else { throw context.wrong(.valuePastEnd) }
      return (size, try fixed(type, size, bytes, context))
    }
    switch type {
    case .binary:
      let payload = try binary(bytes, context)
      return (
        payload.upperBound - value,
        RawValue(.binary, at: payload, bits: UInt64(bytes[value + 4]))
      )
    case .regularExpression:
      return (try regularExpression(bytes, context), RawValue(type))
    case .dbPointer:
      let size = try string(bytes, context) + 12
      guard size <= context.left else { throw context.wrong(.valuePastEnd) }
      return (size, RawValue(type))
    default:
      let size = try string(bytes, context)
      return (size, RawValue(type, at: value + 4..<value + size - 1))
    }
  }

  /// A value of a type that has one size.
  private func fixed(
    _ type: BSONType, _ size: Int, _ bytes: RawSpan, _ context: ElementContext
  ) throws(MalformedDocument) -> RawValue {
    let value = context.value
    switch size {
    case 0:
      return RawValue(type)
    case 1:
      guard bytes[value] <= 1 else { throw context.wrong(.boolean, detail: Int(bytes[value])) }
      return RawValue(type, bits: UInt64(bytes[value]))
    case 4:
      let number = Int64(bytes.load(value, as: Int32.self))
      return RawValue(type, bits: UInt64(bitPattern: number))
    case 8:
      return RawValue(type, bits: bytes.load(value))
    default:
      return RawValue(type, at: value..<value + size)
    }
  }

  /// The payload of binary data: behind the length, the subtype, and in the old subtype 2 the length
  /// once more.
  private func binary(_ bytes: RawSpan, _ context: ElementContext) throws(MalformedDocument)
    -> Range<Int>
  {
    let value = context.value
    let length = context.left >= 4 ? Int(bytes.load(value, as: Int32.self)) : -1
    guard length >= 0, length <= context.left - 5 else {
      throw context.wrong(.binaryLength, detail: length)
    }
    let payload = value + 5..<value + 5 + length
    guard bytes[value + 4] == 2 else { return payload }
    guard length >= 4, Int(bytes.load(value + 5, as: Int32.self)) == length - 4 else {
      throw context.wrong(.binaryLength, at: 5, detail: length)
    }
    return payload.dropFirst(4)
  }

  /// The size of a pattern and its options.
  private mutating func regularExpression(
    _ bytes: RawSpan, _ context: ElementContext
  ) throws(MalformedDocument) -> Int {
    let end = context.value + context.left
    var i = context.value
    for _ in 0..<2 {
      let text = i
      while i < end, bytes[i] != 0 { i += 1 }
      guard i < end else { throw context.wrong(.valuePastEnd) }
      if !bytes.isValidUTF8(text..<i) {
        note(context.wrong(.invalidUTF8, at: text - context.value))
      }
      i += 1
    }
    return i - context.value
  }
}
