import type { OutputOf } from '../../../kernel/operation.ts'
import { regionsOf } from '../../customers/index.ts'
import { groupOf, perOf, priceText } from '../book.ts'
import type { portalPreview } from '../contract.ts'
import { buyerWords, type LaneAnswer } from '../rules/lane.ts'
import type { Line, TaxGroup } from '../rules/engine/shapes.ts'
import { formulaWords } from '../rules/formula-words.ts'
import { plainDec } from '../store/rows.ts'
import type { DocumentTaxTable, LineTable } from '../tables.ts'

type LineView = OutputOf<typeof portalPreview>['lines'][number]

export function lineView(line: Line, productName: string): LineView {
  const { key, kind, item, product, from, to, quantity, unit_price, per } = line
  const { amount_minor, discount_minor, net_minor, tax_minor, gross_minor } = line
  return {
    key,
    kind,
    item,
    product,
    product_name: productName,
    from,
    to,
    quantity,
    unit_price,
    per,
    amount_minor,
    discount_minor,
    net_minor,
    tax_minor,
    gross_minor,
    formula: formulaWords(line),
  }
}

export function storedLineView(row: LineTable, productName: string): LineView {
  return {
    key: row.key,
    kind: row.kind,
    item: row.item,
    product: row.product,
    product_name: productName,
    from: row.from_day,
    to: row.to_day,
    quantity: plainDec(row.quantity),
    unit_price: priceText(row.unit_price),
    per: perOf(row.per),
    amount_minor: Number(row.amount_minor),
    discount_minor: Number(row.discount_minor),
    net_minor: Number(row.net_minor),
    tax_minor: Number(row.tax_minor),
    gross_minor: Number(row.gross_minor),
    formula: formulaWords(row),
  }
}

export function storedGroupView(row: DocumentTaxTable): TaxGroup {
  return groupOf(row)
}

/** Only what the contract names; the stored lane knows more. */
export function laneView(lane: LaneAnswer): OutputOf<typeof portalPreview>['lane'] {
  const { row, approve, sign, self_service, counted_minor, counted_currency, limit_minor, text } = lane
  return { row, approve, sign, self_service, counted_minor, counted_currency, limit_minor, text }
}

/** For the buyer: the reason in the buyer's own words, and none of our roles. */
export function laneForBuyer(lane: LaneAnswer, currency: string): OutputOf<typeof portalPreview>['lane'] {
  return { ...laneView(lane), approve: [], text: buyerWords(lane, currency) }
}

const countries = new Intl.DisplayNames(['en'], { type: 'region' })

/** "DE" → "Germany", "US-NY" → "New York". */
function placeText(jurisdiction: string): string {
  const [country = '', region] = jurisdiction.split('-')
  const within = region ? regionsOf(country).find(({ code }) => code === region)?.name : undefined
  return within ?? (/^[A-Z]{2}$/.test(country) ? (countries.of(country) ?? jurisdiction) : jurisdiction)
}

/** Why this tax, in one sentence for the buyer. */
export function taxText(groups: readonly TaxGroup[]): string {
  if (groups.length === 0) return 'No tax is charged on this purchase.'
  return groups
    .map((group) => {
      if (group.category === 'S')
        return `${group.code === 'SALES' ? 'Sales tax' : group.code} ${group.rate} % of ${placeText(group.jurisdiction)} is charged.`
      if (group.category === 'AE') return 'No VAT is charged: you account for it in your country (reverse charge).'
      if (group.category === 'G') return 'No VAT is charged: this is a sale to a buyer outside the EU.'
      if (group.category === 'E') return 'No tax is charged: exempt.'
      return 'No tax is charged: we are not registered for sales tax where you are.'
    })
    .join(' ')
}
