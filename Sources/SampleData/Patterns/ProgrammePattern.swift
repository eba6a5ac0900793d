/// Transactions as a loyalty programme of fourteen shops writes them over two years, in the order
/// in which they were created.
struct ProgrammePattern: TransactionPattern {
  private let recipe: SampleRecipe
  private let names: FieldNames
  private let texts: InternedTexts
  private let words: InternedWords

  init(_ recipe: SampleRecipe, in document: inout SampleDocument) {
    self.recipe = recipe
    names = FieldNames(in: &document)
    texts = InternedTexts(seed: recipe.seed, in: &document)
    words = InternedWords(in: &document)
  }

  mutating func make(_ index: Int, into document: inout SampleDocument) {
    var random = SplitMix64(
      seed: recipe.seed, stream: 4, index: UInt64(truncatingIfNeeded: index))
    // The product of two even draws: a few users buy a lot, most buy little.
    let user = User(random.below(random.below(recipe.users) + 1), seed: recipe.seed)
    let store = random.below(100) < 85 ? user.homeStore : random.below(Store.all.count)
    let event = Event(index, of: recipe.documents, &random)

    document.append(names.id, .objectID(event.objectIDFront(recipe.seed), event.objectIDBack))
    document.append(names.storeID, .string(texts.storeIDs[store]))
    document.append(names.storeName, .string(texts.storeNames[store]))
    document.append(names.merchantID, .string(texts.merchantIDs[store]))
    append(user, &random, to: &document)
    document.append(names.type, .string(words.types[event.kind]))
    document.append(names.points, event.points)
    if let status = event.status {
      document.append(names.status, .string(words.statuses[status]))
    }
    document.append(names.created, .date(event.created))
    document.append(names.approved, event.approved.map(SampleValue.date) ?? .null)
    document.append(names.updated, .date(event.approved ?? event.created))
    append(purchase: event, at: store, &random, to: &document)
  }

  private func append(
    _ user: User, _ random: inout SplitMix64, to document: inout SampleDocument
  ) {
    let people = texts.people[user.homeStore]
    let userID = recipe.keys.value(user.number, user.first, user.second, in: &document)
    document.append(names.userID, userID)
    // A till that was offline knows the member's number and nothing else.
    let isOffline = random.oneIn(50)
    if !isOffline {
      let handle = user.firstName.map { people.first[$0].handle } ?? words.member
      let email = document.composeAddress(handle, user.number)
      document.append(names.email, .string(email))
    }
    let first = isOffline ? nil : user.firstName.map { people.first[$0].name }
    let last = isOffline ? nil : user.lastName.map { people.last[$0] }
    document.append(names.firstName, first.map(SampleValue.string) ?? .null)
    document.append(names.lastName, .string(last ?? words.empty))
  }

  private func append(
    purchase event: Event, at store: Int, _ random: inout SplitMix64,
    to document: inout SampleDocument
  ) {
    let number = UInt64(truncatingIfNeeded: event.index)
    let order = document.compose {
      $0.append("ORD-")
      $0.append(decimal: number, atLeast: 8)
    }
    document.append(names.order, .string(order))
    document.append(names.amount, .double(Double(event.cents) / 100))
    document.append(names.currency, .string(texts.currencies[store]))
    document.append(names.channel, .string(words.channels[random.below(words.channels.count)]))
    let description = document.compose {
      $0.append(Self.openings[event.kind])
      $0.append("ORD-")
      $0.append(decimal: number, atLeast: 8)
      $0.append(Self.closings[random.below(Self.closings.count)])
    }
    document.append(names.description, .string(description))
    document.append(names.isTest, .bool(false))
    document.append(names.tags, .openArray)
    document.append(.string(words.tags[0]))
    document.append(.string(words.tags[1 + random.below(words.tags.count - 1)]))
    document.close()
    document.append(names.meta, .openDocument)
    let bits = random.next()
    let ip = document.compose { text in
      text.append("10")
      for shift in [0, 8, 16] as [UInt64] {
        text.append(UInt8(ascii: "."))
        text.append(decimal: bits >> shift & 0xFF, atLeast: 1)
      }
    }
    document.append(names.ip, .string(ip))
    let campaign = random.below(2 * words.campaigns.count)
    document.append(
      names.campaign,
      campaign < words.campaigns.count ? .string(words.campaigns[campaign]) : .null)
    document.append(names.version, .int32(3))
    document.close()
  }

  private static let openings: [StaticString] = [
    "Points for order ", "Paid with points: order ", "Taken back after the return of ",
    "Points ran out, see order ",
  ]
  private static let closings: [StaticString] = [
    "", ", thank you", " (double points week)", ", \"welcome\" bonus included",
    ", till 3, receipt C:\\R\\17", " — merci, à bientôt",
  ]
}

/// Words that come again and again, interned.
struct InternedWords {
  static let types = ["award", "redeem", "deduct", "expire"]
  static let statuses = [
    "approved", "auto_approved", "redeemed", "deducted", "expired", "exhausted", "pending",
    "rejected", "Approved",
  ]
  let types, statuses, channels, tags, campaigns: [PoolRange]
  let empty, member: PoolRange

  init(in document: inout SampleDocument) {
    types = Self.types.map { document.intern($0) }
    statuses = Self.statuses.map { document.intern($0) }
    channels = ["pos", "web", "ios", "android"].map { document.intern($0) }
    tags = ["loyalty", "tier-bronze", "tier-silver", "tier-gold"].map { document.intern($0) }
    campaigns = ["spring", "back to school", "été 24", "双十一"].map { document.intern($0) }
    empty = document.intern("")
    member = document.intern("member")
  }
}

extension SampleDocument {
  /// An address at one of the domains that RFC 2606 sets aside.
  mutating func composeAddress(_ handle: PoolRange, _ number: Int) -> PoolRange {
    compose {
      $0.append(own: handle.range)
      $0.append(UInt8(ascii: "."))
      $0.append(decimal: UInt64(truncatingIfNeeded: number), atLeast: 1)
      $0.append("@example.")
      $0.append(Self.domains[number & 3])
    }
  }

  private static let domains: [StaticString] = ["com", "org", "net", "com"]
}
