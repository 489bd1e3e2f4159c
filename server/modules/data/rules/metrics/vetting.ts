/** What decisions say of a text, by its hash. `carried`: agreed to before an editorial change that was carried over. */
export type Agreement = 'agreed' | 'carried' | 'stale' | 'none'
/** Whether the company stands behind a definition. Only decisions make it certified; a shipped text is a proposal. */
export type Vetting = 'proposed' | 'certified' | 'deprecated'

/** A definition that names its successor is on its way out, whatever was decided of it before. An agreement on another text counts for none. */
export function vettingOf(agreement: Agreement, replaced: boolean): Vetting {
  if (replaced) return 'deprecated'
  return agreement === 'agreed' || agreement === 'carried' ? 'certified' : 'proposed'
}
