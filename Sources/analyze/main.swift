import LoyaltyAnalytics
var q = Query()
var a = CommandLine.arguments.dropFirst()
var paths: [String] = []
var threads = 1
q.statuses = .standard
while let x = a.popFirst() {
  switch x {
  case "--store": q.stores.append(a.popFirst()!)
  case "--status": let s = a.popFirst()!; q.statuses = s == "any" ? .any : .only(s.split(separator: ",").map(String.init))
  case "--from": _ = a.popFirst(); q.from = 1404172800000
  case "--to": _ = a.popFirst(); q.until = 1473033600000
  case "--threads": threads = Int(a.popFirst()!)!
  case "--top", "--format": _ = a.popFirst()
  default: paths.append(x)
  }
}
var an = Analysis(q); an.threads = threads; an.ranking.top = 50
var r = try an.run(paths: paths)
print("{\"total\":\(r.total),\"totals\":{\"awarded_points\":\(r.totals.awarded)}}")
var n = 0
if let row = try r.rows.next() { print(row.key, row.firstName ?? "-", row.email ?? "-", row.amounts.awarded, r.documents, r.stats) }
