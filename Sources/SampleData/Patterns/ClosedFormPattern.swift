/// Writes the collection of ``ClosedForm``: small documents with the fields that count.
struct ClosedFormPattern: TransactionPattern {
  private let recipe: SampleRecipe
  private let form: ClosedForm
  private let names: FieldNames
  private let texts: InternedTexts
  private let words: InternedWords

  init(_ recipe: SampleRecipe, in document: inout SampleDocument) {
    self.recipe = recipe
    form = ClosedForm(documents: recipe.documents, users: recipe.users)
    names = FieldNames(in: &document)
    texts = InternedTexts(seed: recipe.seed, in: &document)
    words = InternedWords(in: &document)
  }

  mutating func make(_ index: Int, into document: inout SampleDocument) {
    let (round, position) = index.quotientAndRemainder(dividingBy: recipe.users)
    let user = User(form.user(at: position), seed: recipe.seed)
    let people = texts.people[user.homeStore]
    let number = UInt64(truncatingIfNeeded: index)
    document.append(names.id, .objectID(number, 0))
    document.append(names.storeID, .string(texts.storeIDs[user.homeStore]))
    let key = recipe.keys.value(user.number, user.first, user.second, in: &document)
    document.append(names.userID, key)
    if let first = user.firstName {
      document.append(names.firstName, .string(people.first[first].name))
    }
    if let last = user.lastName {
      document.append(names.lastName, .string(people.last[last]))
    }
    let kind = max(0, (round & 3) - 1)
    document.append(names.type, .string(words.types[kind]))
    let quarters = ClosedForm.base(position) + Int128(round)
    let points = Int64(clamping: quarters)
    // Whole numbers as integers of either size, the rest as floating-point numbers.
    let value: SampleValue =
      if points & 3 != 0 { .double(Double(points) / 4) } else if points & 4 == 0 {
        .int64(points / 4)
      } else { .int32(Int32(clamping: points / 4)) }
    document.append(names.points, value)
    document.append(names.status, .string(words.statuses[kind == 0 ? 0 : kind + 1]))
    let time = Event.start + Int64(truncatingIfNeeded: number % Event.span)
    document.append(names.approved, .date(time))
  }
}
