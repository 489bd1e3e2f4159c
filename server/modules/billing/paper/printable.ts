import { hanOf } from '../../../kernel/print/runs.ts'
import { undrawable } from '../../../kernel/print/text.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { CanonicalDocument } from './canonical.ts'
import type { ProfileTable } from '../tables.ts'
import type { PartyOnPaper } from './party.ts'

/** Refuses `paper.undrawable` for a document that could not be printed as it is written, before it takes a number. */
export function fitPrint(paper: CanonicalDocument): void {
  const { seller, buyer, po_number, lines, notes } = paper
  const of = (who: PartyOnPaper) => [who.name, ...who.lines, ...who.tax_ids.map((one) => one.id)]
  fitTexts([...of(seller), ...of(buyer), po_number ?? '', ...lines.map((line) => line.description), ...notes], buyer.country)
}

/** The same for a buyer, before anything is charged: a paid invoice that cannot be printed helps nobody. */
export function fitProfile({
  legal_name,
  address,
  country,
  region,
}: Pick<ProfileTable, 'legal_name' | 'address' | 'country' | 'region'>): void {
  fitTexts([legal_name, ...Object.values(address), region ?? ''], country, 'company')
}

/**
 * The same for texts that will stand on documents, when they are entered: whoever buys learns it before paying. Names the characters.
 * `path`: the field of the form that they stand in.
 */
export function fitTexts(texts: readonly string[], country?: string, path?: string): void {
  for (const text of texts) {
    const missing = undrawable(text, hanOf(country))
    if (missing.length === 0) continue
    const named = missing.slice(0, 10).map((sign) => `${sign} (${pointOf(sign)})`)
    const said = `"${text.slice(0, 60)}" cannot be printed on an invoice: no font of ours has ${named.join(', ')}. Please write it in other characters.`
    throw new Refusal('refused', 'paper.undrawable', said, {
      facts: { characters: missing },
      unmet: [{ code: 'paper.undrawable', text: said, ...(path && { path }) }],
    })
  }
}

function pointOf(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
