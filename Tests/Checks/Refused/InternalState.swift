// Refused: setter is inaccessible
import LoyaltyAnalytics

func change(_ row: TotalsRow) -> TotalsRow {
  #if WRONG
  var row = row
  row.amounts = Amounts()
  #endif
  return row
}
