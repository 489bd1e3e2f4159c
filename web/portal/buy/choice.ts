import { useState } from 'react'

/** What a buyer has chosen so far. Kept for the tab, so that a reload or the way through the mail loses nothing. */
export type Choice = { product: string; seats: number; per: 'year' | 'month'; country: string }
export type Company = {
  legal_name: string
  country: string
  /** two letters in US and CA */
  region: string
  street: string
  postal_code: string
  city: string
  tax_id: string
  name: string
  email: string
}

const place = 'quarterdeck.buy'

type Kept = { choice?: Partial<Choice>; company?: Partial<Company> }

function kept(): Kept {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(place) ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Kept) : {}
  } catch {
    return {}
  }
}

function keep(part: Kept): void {
  try {
    sessionStorage.setItem(place, JSON.stringify({ ...kept(), ...part }))
  } catch {
    // a forbidden store only means that a reload asks again
  }
}

/** The choice, first from the address (`?product=&seats=&per=&country=`), then from what this tab kept. */
export function useChoice(search: string): [Partial<Choice>, (change: Partial<Choice>) => void] {
  const [choice, setChoice] = useState<Partial<Choice>>(() =>
    isAgain()
      ? { seats: 25, per: 'year', ...fromAddress(search), ...kept().choice }
      : { seats: 25, per: 'year', ...kept().choice, ...fromAddress(search) },
  )
  return [
    choice,
    (change) =>
      setChoice((held) => {
        const next = { ...held, ...change }
        keep({ choice: next })
        return next
      }),
  ]
}

/** A page that is loaded again, or come back to: what this tab kept is newer than the address. */
function isAgain(): boolean {
  const [entry] = performance.getEntriesByType('navigation')
  return entry instanceof PerformanceNavigationTiming && entry.type !== 'navigate'
}

function fromAddress(search: string): Partial<Choice> {
  const query = new URLSearchParams(search)
  const seats = Number(query.get('seats'))
  const per = query.get('per')
  const country = query.get('country')?.toUpperCase()
  const product = query.get('product')
  return {
    ...(product ? { product } : {}),
    ...(Number.isInteger(seats) && seats > 0 ? { seats: Math.min(seats, 1_000_000) } : {}),
    ...(per === 'month' || per === 'year' ? { per } : {}),
    ...(country && /^[A-Z]{2}$/.test(country) ? { country } : {}),
  }
}

function regionIn(search: string): Partial<Company> {
  const query = new URLSearchParams(search)
  const [country, region] = [query.get('country'), query.get('region')]
  return country && region && /^[A-Z]{2}$/.test(region) ? { country, region } : {}
}

export function useCompany(search: string): [Company, (change: Partial<Company>) => void] {
  const empty: Company = { legal_name: '', country: '', region: '', street: '', postal_code: '', city: '', tax_id: '', name: '', email: '' }
  const [company, setCompany] = useState<Company>(() => ({
    ...empty,
    tax_id: new URLSearchParams(search).get('tax_id') ?? '',
    ...kept().company,
    // what was chosen on the price page is newer than what this tab kept
    ...(isAgain() && kept().company?.region ? {} : regionIn(search)),
  }))
  return [
    company,
    (change) =>
      setCompany((held) => {
        const next = { ...held, ...change }
        keep({ company: next })
        return next
      }),
  ]
}

/** Whoever has signed in buys for the own account: a draft of another company is not kept for the next purchase. */
export function forgetCompany(): void {
  keep({ company: {} })
}

export function forgetPurchase(): void {
  sessionStorage.removeItem(place)
}
