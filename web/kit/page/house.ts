import { rows } from './made-up.ts'

const person = { id: '0198c0de-0000-7000-8000-000000000001', name: 'Ilse Brandt' }
const nothing = { items: [], next: null }

/** What the parts ask a house for, made up: it answers at once, and an edit is always too late, so that a conflict can be seen. */
const answers: Record<string, (query: URLSearchParams) => unknown> = {
  'GET /api/session': () => ({
    actor: { kind: 'person', ...person },
    may: ['house.comment'],
    company: { name: 'Tidewater Systems', zone: 'UTC', currency: 'USD', locale: 'en-US', fiscal_year_end: '01-31', website: null },
    needs: null,
    demo: true,
    today: '2026-11-28',
  }),
  'GET /api/views': () => ({ items: [], default: null }),
  'GET /api/comments': () => ({
    items: [
      {
        id: '0198c0de-0000-7000-8000-000000000009',
        text: 'They asked for **450 seats** from January.',
        by: { id: '2', name: 'Cato Lindholm' },
        at: '2026-11-26T09:30:00Z',
        edited_at: null,
        removed_at: null,
        version_hash: null,
        resolved_at: null,
        resolved_by: null,
        may: ['resolve'],
      },
    ],
    next: null,
  }),
  'GET /api/people/persons': () => ({ items: [person, { id: '2', name: 'Cato Lindholm' }], next: null }),
  'GET /api/kit/contracts': (query) => {
    const words = (query.get('search') ?? '').toLowerCase()
    const state = query.get('where')?.replace('state:is:', '')
    const found = rows.filter((row) => row.customer_name.toLowerCase().includes(words) && (!state || row.state === state))
    if (query.get('totals') !== 'true') return { items: found, next: null }
    const amount = found.reduce((sum, row) => sum + row.yearly_minor, 0)
    return { ...nothing, totals: { count: found.length, sums: [{ column: 'yearly', currency: 'USD', amount }] } }
  },
}

export function playHouse(): void {
  const outside = globalThis.fetch
  globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, location.href)
    if (!url.pathname.startsWith('/api/')) return outside(input, init)
    const answer = answers[`${init?.method ?? 'GET'} ${url.pathname}`]
    if (answer) return Response.json(answer(url.searchParams))
    return Response.json({ code: 'edit.stale', detail: 'Somebody changed this meanwhile.' }, { status: 412 })
  }
}
