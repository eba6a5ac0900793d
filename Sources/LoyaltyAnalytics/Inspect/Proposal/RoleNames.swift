/// What products call the fields of a transaction, the most telling names first.
enum RoleNames {
  static let user = list(
    """
    customerid memberid userid customer member user customerprofileid loyaltyprogrammemberid customeruuid \
    useruuid membernumber customernumber idcustomer iduser idmember clientid client \
    guestid personid playerid subscriberid passengerid contactid contactuuid contact patronid shopperid \
    profileintegrationid profileid profile thirdpartyid thirtypartyid accountid loyaltyaccountid account \
    accountnumber partyid holderid ownerid owner cardholder loyaltycardnumber cardidentifier cardid cardnumber card voucherid giftcardid giftcard giftcardgan walletid lagowalletid wallet storecreditid \
    creditgrant ledgeraccountid rewardid studentid student deviceid address externalid username login \
    acct acctid acctnumber custid custnumber kunde kundennummer kundenid mitglied mitgliedsnummer cliente \
    email useremail customeremail memberemail phone phonenumber msisdn
    """)
  static let type = list(
    """
    transactiontype transactioncode txtype txntype trxtype ledgerentrytype entrytype entrykind movementtype operationtype \
    actiontype updatetype eventtype type kind action operation direction typecode subtypecode \
    journaltypename journalsubtypename event eventname activity transaction activitytype movement ref \
    reference transactionkind code resource typename category reason source dc crdr inout creditdebit debitcredit sign \
    txncd trxcd txncode trxcode transcode trancode transtype trantype buchungsart art
    """)
  /// Names of types that are those of a transaction whatever their values are.
  static let ownType: Set<String> = [
    "transactiontype", "transactioncode", "txtype", "txntype", "trxtype", "ledgerentrytype",
    "entrytype", "entrykind", "movementtype", "operationtype", "actiontype", "eventtype", "type",
    "kind", "action", "operation", "direction", "typecode", "event", "eventname", "movement",
    "activitytype", "transactionkind", "dc", "crdr", "inout", "creditdebit", "debitcredit", "sign",
    "txncd", "trxcd", "txncode", "trxcode", "transcode", "trancode", "transtype", "trantype",
    "buchungsart", "art",
  ]
  static let points = list(
    """
    pointsdelta deltapoints pointdelta pointschange pointschanged pointsdiff pointschangevalue points \
    loyaltypoints rewardpoints pointamount pointsamount pointsvalue pointvalue point pts \
    pointsapproved updatedvalue changevalue pointsearned delta change creditsdiff creditsdelta credits \
    creds coins stars stamps miles avios netpoints creditamount netamount amount amountstring value \
    score redeemedvalue eventvalue ptsamt ptsamount pointamt pointsamt punkte puntos
    """)
  static let status = list(
    """
    transactionstatus pointsstatus txstatus txnstatus redemptionstatus statuscode status transactionstate \
    pointsstate state statusname idloyaltystate
    """)
  static let time = list(
    """
    approvedtime approvedat occurredat occurred effectiveat effectivedate bookedat bookingdate activitydate \
    transactiondate transactiontime transactionat eventtime eventdate eventat timestamp date time datetime \
    when placedat orderedat orderdate purchasedat purchasedate paidat completedat completedtime processedat processeddate posteddate postedat postingdate appliedat \
    earnedat dateearning issuedat settledat performedat createdat created createdate createddate \
    createdtime creationdate creationtime dateadded dateadd datecreated createdon ledgercreateddate \
    insertedat recordedat publishedat unixtimestamp ts at updatedat updated \
    txndate txndt trxdate transdate trandate buchungsdatum datum fecha
    """)
  static let store = list(
    """
    storeid storecode storenumber store storename shopid shopuuid shop locationid location outletid \
    outlet branchid branch posidentifier posid siteid site tillcode websiteid venueid channel
    """)
  static let email = list(
    "useremail customeremail memberemail email emailaddress contactemail mail")
  static let firstName = list(
    """
    userfirstname customerfirstname memberfirstname firstname givenname forename first fname
    """)
  static let lastName = list(
    "userlastname customerlastname memberlastname lastname surname familyname last lname")

  /// People who work for the shop, and what is no person at all.
  static let staff: Set<String> = [
    "admin", "staff", "operator", "employee", "agent", "cashier", "actor", "issuer", "approver",
    "author",
    "merchant", "vendor", "manager", "creator", "editor", "clerk", "approved", "created", "updated",
    "performed", "modified", "processed", "by", "tenant", "group", "segment", "referrer",
    "program", "programme", "campaign", "tier",
  ]
  /// Whose fields are a person's.
  static let persons: Set<String> = [
    "customer", "member", "user", "account", "card", "profile", "contact", "wallet", "client",
    "guest",
    "person", "holder",
  ]
  /// Words in the names of fields that name a person.
  static let personal: Set<String> = [
    "email", "mail", "phone", "mobile", "firstname", "lastname", "surname", "birthday", "dob", "ip",
    "address",
    "username", "fullname", "iban", "passport",
  ]
  /// What is a state, a sum or money beside points.
  static let notAmount: Set<String> = [
    "balance", "total", "remaining", "remain", "before", "after", "current", "previous",
    "available", "lifetime",
    "price", "cost", "tax", "fee", "money", "currency", "purchase", "order", "basis", "rate",
    "percent",
    "version", "age", "year", "count", "id", "number", "code", "voided", "expired", "pending",
    "tier",
    "qualifying", "snapshot", "multiplier", "ratio", "unit", "sum", "subtotal", "discount", "limit",
    "old",
    "initial", "index", "position", "priority", "zip", "lat", "lng", "lon", "latitude", "longitude",
  ]
  /// What stands in front of `type` where it is no type of transaction.
  static let notType: Set<String> = [
    "c", "card", "balance", "customer", "user", "member", "account", "device", "content", "address",
    "payment", "order", "wallet", "currency", "unit", "program", "store", "entity", "document",
    "media",
    "product", "channel", "contact", "discount", "mime", "webhook", "object", "file", "point",
    "points",
    "invoice",
  ]
  /// Times of something else.
  static let notTime: Set<String> = [
    "exp", "expire", "expires", "expired", "expiry", "expiration", "expdate", "expiring", "start",
    "end",
    "birth", "birthday", "dob", "unlock", "valid", "due", "until", "cancelled", "canceled",
    "failed",
    "rejected", "deleted", "modified", "discarded", "activates", "available",
  ]
  /// Flags that mean that a transaction does not count when they are set.
  static let flags: Set<String> = [
    "cancelled", "canceled", "iscancelled", "iscanceled", "deleted", "isdeleted", "disapproved",
    "voided", "isvoided", "isvoid", "locked", "islocked", "pendingrefresh", "ispending",
    "softdeleted", "removed",
    "isremoved", "pending", "isduplicate", "duplicate", "archived", "isarchived", "failed",
    "rejected", "invalid",
  ]
  /// Pairs of columns, one of which adds and the other takes away.
  static let pairs: [(award: String, redeem: String)] = [
    ("awarded", "redeemed"), ("earned", "redeemed"), ("earned", "burned"), ("earned", "spent"),
    ("earned", "used"), ("issued", "used"), ("issued", "redeemed"), ("credit", "debit"),
    ("credits", "debits"), ("creditpoints", "debitpoints"), ("creditamount", "debitamount"),
    ("pointsearned", "pointsredeemed"), ("pointsearned", "pointsspent"),
    ("pointsearned", "pointsburned"), ("pointsearned", "pointsused"),
    ("pointsawarded", "pointsredeemed"), ("pointsrewarded", "pointsburned"),
    ("earnedpoints", "redeemedpoints"), ("earnedpoints", "spentpoints"),
    ("earnpoints", "redeempoints"), ("earnpoints", "burnpoints"), ("pointscredit", "pointsdebit"),
    ("pointsin", "pointsout"), ("in", "out"), ("added", "removed"), ("added", "spent"),
    ("received", "spent"), ("received", "paid"), ("accrued", "redeemed"), ("plus", "minus"),
    ("haben", "soll"),
  ]

  private static func list(_ text: String) -> [String: Int] {
    var ranks: [String: Int] = [:]
    for (rank, name) in text.split(separator: " ").enumerated() where ranks[String(name)] == nil {
      ranks[String(name)] = rank
    }
    return ranks
  }
}
