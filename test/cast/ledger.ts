import { actorOfPerson, admitPerson, doFirstRun } from '../../server/modules/people/index.ts'
import * as promise from '../../server/modules/decisions/contract.ts'
import { type Cast, openCast, type Speaker } from './cast.ts'

type Letter = 'R' | 'A' | 'P' | 'I' | 'D'
const roles: Record<string, string[]> = {
  ilse: ['bizops'],
  mara: ['executive'],
  farid: ['finance'],
  noa: ['sales_manager'],
  sol: ['member'],
  cato: ['sales'],
}

export const question = { issue: 'May a customer buy up to $10,000 alone?', proposal: 'Orders below $10,000 go through.' }

/** Six colleagues who decide things, on Monday, June 15, 2026. */
export async function openLedger(rooms: readonly string[] = ['people', 'decisions']) {
  const cast: Cast = await openCast({ rooms, live: rooms.includes('data') })
  const owner = { name: 'Ida', email: 'ida@tidewater.example', password: 'a lantern on the quay' }
  await cast.open((ctx) =>
    doFirstRun(ctx, { company: { name: 'Tidewater', zone: 'UTC', fiscal_year_end: '01-31', currency: 'USD', locale: 'en-US' }, owner }),
  )
  const people: Record<string, Speaker> = {}
  for (const [name, own] of Object.entries(roles)) {
    const wanted = { name, email: `${name}@tidewater.example`, password: owner.password, roles: own }
    const id = await cast.open((ctx) => admitPerson(ctx, wanted as Parameters<typeof admitPerson>[1]))
    const actor = await cast.open((ctx) => actorOfPerson(ctx, id))
    if (!actor) throw new Error('nobody was admitted')
    people[name] = cast.speaker(actor)
  }
  const as = (name: string) => people[name] as Speaker
  const id = (name: string) => as(name).actor.id
  const party = (letter: Letter, name: string) => ({ letter, person_id: id(name) })
  return {
    cast,
    as,
    id,
    party,
    at: (day: string) => cast.setNow(new Date(`${day}T10:00:00Z`)),
    opened: (more: object = {}) =>
      as('ilse').call(promise.decisionsCreate, {
        ...question,
        need_by: '2026-06-22',
        parties: [party('D', 'mara'), party('I', 'sol')],
        ...more,
      }),
    answer: (who: string, decision: string, stance: string, more: object = {}) =>
      as(who).call(promise.decisionsAnswer, { id: decision, stance: stance as 'agree', text_no: 1, ...more }),
    decide: (who: string, decision: string, more: object = {}) =>
      as(who).call(
        promise.decisionsDecide,
        { id: decision, text_no: 1, outcome: 'accept', text: 'Yes, from July on.', no_actions: true, ...more },
        { key: crypto.randomUUID() },
      ),
    /** what the audit says of a thing, oldest first */
    trail: async (subject: string): Promise<string[]> =>
      (await cast.house.db.pool.query('select action from kernel.audit where subject_id = $1 order by id', [subject])).rows.map(
        ({ action }) => action,
      ),
    told: async (who: string, reason: string): Promise<{ text: string; done_at: Date | null }[]> =>
      (
        await cast.house.db.pool.query('select text, done_at from kernel.notice where person = $1 and reason = $2 order by id', [
          id(who),
          reason,
        ])
      ).rows,
  }
}
export type Ledger = Awaited<ReturnType<typeof openLedger>>
