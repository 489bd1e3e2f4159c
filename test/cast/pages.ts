import { groupCreate, memberAdd } from '../../server/modules/people/contract.ts'
import * as promise from '../../server/modules/handbook/contract.ts'
import { heldLedger } from './decisions.ts'

/** Six colleagues who write a handbook, on Monday, June 15, 2026; ilse keeps it. */
export function pages(rooms: readonly string[] = ['people', 'decisions', 'handbook']) {
  const { ledger, as, who, trail } = heldLedger(rooms)
  /** A page of ilse's. What is for everyone was looked at before. */
  const written = async (source: string, more: { audience?: 'public' | 'internal' | 'restricted'; [field: string]: unknown } = {}) => {
    const { public_hash } = await as('ilse').call(promise.textsPreview, { source, audience: more.audience ?? 'internal' })
    return as('ilse').call(promise.pagesCreate, { source, ...(public_hash ? { public_hash } : {}), ...more } as never)
  }
  const read = (name: string, id: string) => as(name).call(promise.pagesGet, { id })
  const publish = (name: string, id: string, base: number, source: string, more: object = {}) =>
    as(name).call(promise.pagesPublish, { id, base, source, note: 'Said better', ...more })
  /** It is followed without a plan for a while: ilse keeps any page. */
  const unplanned = (id: string) =>
    as('ilse').call(promise.alignmentWaive, { id, reason: 'The plan of the year comes later', until: '2026-09-01' })
  /** A group with these members, by its short name. */
  const group = async (short_name: string, ...members: string[]) => {
    const admin = ledger.cast.as('admin')
    const { id } = await admin.call(groupCreate, { name: `Those of ${short_name}`, short_name })
    for (const name of members) await admin.call(memberAdd, { id, person_id: who(name) } as never)
    return id
  }
  return { ledger, as, who, trail, written, read, publish, unplanned, group }
}
