/** A country's law that invoices between its own companies are structured data. `to` is the first day on which it reads otherwise. */
type Duty = { country: string; from: string; to: string | null; says: string; source: string }

/**
 * Dated, with the page it was read on (2026-11-29); a change is a new row or a last day. Both laws are of sales inside the country: a seller
 * who is established elsewhere has no duty to send, and the buyer's own duties (receiving, reporting) are not ours.
 */
export const einvoiceDuties: readonly Duty[] = [
  {
    country: 'BE',
    from: '2026-01-01',
    to: null,
    says: 'Belgium asks for a structured e-invoice between its companies since 2026-01-01, over Peppol unless both agree on another way.',
    source: 'https://sovos.com/regulatory-updates/vat/belgium-legislative-process-to-introduce-mandatory-b2b-e-invoicing-completed',
  },
  {
    country: 'FR',
    from: '2026-09-01',
    to: '2027-09-01',
    says: 'France asks its large and mid-size companies for e-invoices over an approved platform since 2026-09-01, the others from 2027-09-01 on.',
    source: 'https://www.acuite.fr/actualite/legislation/324500/la-facturation-electronique-pour-les-entreprises-bientot-obligatoire-ce',
  },
  {
    country: 'FR',
    from: '2027-09-01',
    to: null,
    says: 'France asks for e-invoices between its companies over an approved platform since 2027-09-01.',
    source: 'https://www.acuite.fr/actualite/legislation/324500/la-facturation-electronique-pour-les-entreprises-bientot-obligatoire-ce',
  },
]

/** What a document of a day would have to be between companies of one country; null where no law of ours asks for it. */
export function einvoiceDuty(sale: { seller: string; buyer: string; business: boolean }, day: string): string | null {
  if (!sale.business || sale.seller !== sale.buyer) return null
  const duty = einvoiceDuties.find((one) => one.country === sale.buyer && one.from <= day && (one.to === null || day < one.to))
  return duty ? `${duty.says} It is not sent from here: send it through your own provider.` : null
}
