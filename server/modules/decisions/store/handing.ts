import type { Tx } from '../../../kernel/database.ts'
import { tables } from './tables.ts'

/** Open decisions that a person decides. */
export async function decisionsOfDecider(tx: Tx, person: string) {
  return tables(tx)
    .selectFrom('decision')
    .select(['id', 'number', 'issue', 'audience'])
    .where('decider', '=', person)
    .where('state', 'in', ['collecting', 'ready'])
    .orderBy('id')
    .limit(1000)
    .execute()
}

/** Another one decides, under the letter D of the same decision. What somebody else decides by now stays with them. */
export async function handDecisions(
  tx: Tx,
  ids: readonly string[],
  from: string,
  to: { id: string; name: string },
): Promise<{ id: string; number: string }[]> {
  const moved = await tables(tx)
    .updateTable('decision')
    .set({ decider: to.id })
    .where('id', 'in', [...ids])
    .where('decider', '=', from)
    .where('state', 'in', ['collecting', 'ready'])
    .returning(['id', 'number'])
    .execute()
  if (moved.length > 0)
    await tables(tx)
      .updateTable('party')
      .set({ person_id: to.id, members: [to.id], name: to.name })
      .where('letter', '=', 'D')
      .where(
        'decision_id',
        'in',
        moved.map(({ id }) => id),
      )
      .execute()
  return moved
}

/** Numbers of those among some, still open, for whose agreement somebody is asked by name. */
export async function agreedBy(tx: Tx, ids: readonly string[], person: string): Promise<string[]> {
  const rows = await tables(tx)
    .selectFrom('decision')
    .innerJoin('party', 'party.decision_id', 'decision.id')
    .select('number')
    .where('decision.id', 'in', [...ids])
    .where('state', 'in', ['collecting', 'ready'])
    .where('letter', '=', 'A')
    .where('party.person_id', '=', person)
    .orderBy('number')
    .limit(1)
    .execute()
  return rows.map(({ number }) => number)
}
