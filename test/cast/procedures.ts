import * as promise from '../../server/modules/handbook/contract.ts'
import { pages } from './pages.ts'

/** A procedure of two steps on which mara decides. */
export const procedureText = (title: string, more = '', head = '') => `---
kind: procedure
rapid: mara(D)
role: Support
${head}---
# ${title}

## Steps

1. Open the order
2. Compare the names
${more}`

/** Colleagues who follow procedures: ilse keeps them with sol, mara decides. */
export function procedures(rooms?: readonly string[]) {
  const cast = pages(rooms)
  const { ledger, as, who, written, unplanned } = cast
  const agreeTo = async (id: string, base: number, source?: string) => {
    const asked = await as('ilse').call(promise.proposalsCreate, { id, base, note: 'As we do it', ...(source ? { source } : {}) })
    await ledger.decide('mara', asked.decision.id)
    await unplanned(id)
    await as('ilse').call(promise.proposalsPublish, { id: asked.id })
  }
  /** Written, listed, agreed to and in force. */
  const followed = async (
    title: string,
    { source = procedureText(title), ...more }: { source?: string; [field: string]: unknown } = {},
  ) => {
    const { id } = await written(source, { backup: who('sol'), ...more })
    const made = await as('ilse').call(promise.functionsCreate, { name: title, owner: who('ilse') })
    await as('ilse').call(promise.functionsArrange, { id: made.id, if_match: 1, entries: [{ page: id }] })
    await agreeTo(id, 1)
    return id
  }
  const start = (name: string, id: string) => as(name).call(promise.runsStart, { id })
  /** What waits in the inbox of somebody, and what they were told. */
  const told = async (name: string, reason: string) =>
    (
      await ledger.cast.house.db.pool.query('select text, href, done_at from kernel.notice where person = $1 and reason = $2 order by id', [
        who(name),
        reason,
      ])
    ).rows as { text: string; href: string; done_at: Date | null }[]
  return { ...cast, agreeTo, followed, start, told }
}
