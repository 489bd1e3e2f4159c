import { type Insertable, sql } from 'kysely'
import { json, sendAhead, type Tx } from '../../../kernel/database.ts'
import type { AnswerTable, EffectTable, InformedTable, PartyTable, SubjectTable, TextTable } from '../tables.ts'
import { tables } from './tables.ts'

/** What a decision consists of beside its own row; all by decision, so that a page of the ledger is a few reads. */
export async function addText(tx: Tx, row: TextTable): Promise<void> {
  const { options, subjects, items, ...plain } = row
  await sendAhead(
    tx,
    tables(tx)
      .insertInto('text')
      .values({ ...plain, options: json(options), subjects: json(subjects), items: items === null ? null : json(items) }),
  )
}

export async function textsOf(tx: Tx, ids: readonly string[]): Promise<TextTable[]> {
  if (ids.length === 0) return []
  return tables(tx)
    .selectFrom('text')
    .selectAll()
    .where('decision_id', 'in', [...ids])
    .orderBy('decision_id')
    .orderBy('no')
    .limit(10_000)
    .execute()
}

/** What it is about now, in place of what it was about. */
export async function replaceSubjects(tx: Tx, decisionId: string, rows: readonly SubjectTable[]): Promise<void> {
  await sendAhead(tx, tables(tx).deleteFrom('subject').where('decision_id', '=', decisionId))
  if (rows.length > 0)
    await sendAhead(
      tx,
      tables(tx)
        .insertInto('subject')
        .values([...rows]),
    )
}

export async function addParties(tx: Tx, rows: readonly PartyTable[]): Promise<void> {
  await sendAhead(
    tx,
    tables(tx)
      .insertInto('party')
      .values([...rows]),
  )
}

export async function partiesOf(tx: Tx, ids: readonly string[]): Promise<PartyTable[]> {
  if (ids.length === 0) return []
  return tables(tx)
    .selectFrom('party')
    .selectAll()
    .where('decision_id', 'in', [...ids])
    .orderBy('decision_id')
    .orderBy('position')
    .limit(10_000)
    .execute()
}

/** Of the text of a number these need say nothing: what it says they agreed to in the sign-off that is named. */
export async function keepParties(tx: Tx, no: number, kept: readonly { party: { id: string }; from: string }[]): Promise<void> {
  const ids = kept.map(({ party }) => party.id)
  const froms = kept.map(({ from }) => from)
  await sql`update decisions.party p set kept_no = ${no}, kept_from = k.from_no
    from unnest(${ids}::uuid[], ${froms}::text[]) as k (id, from_no) where p.id = k.id`.execute(tx)
}

export async function keepNobody(tx: Tx, decisionId: string): Promise<void> {
  await sendAhead(
    tx,
    tables(tx)
      .updateTable('party')
      .set({ kept_no: null, kept_from: null })
      .where('decision_id', '=', decisionId)
      .where('kept_no', 'is not', null),
  )
}

export async function addAnswers(tx: Tx, rows: readonly AnswerTable[]): Promise<void> {
  if (rows.length === 0) return
  await sendAhead(
    tx,
    tables(tx)
      .insertInto('answer')
      .values([...rows]),
  )
}

export async function answersOf(tx: Tx, ids: readonly string[]): Promise<AnswerTable[]> {
  if (ids.length === 0) return []
  return tables(tx)
    .selectFrom('answer')
    .selectAll()
    .where('decision_id', 'in', [...ids])
    .orderBy('id')
    .limit(20_000)
    .execute()
}

export async function addInformed(tx: Tx, rows: readonly Insertable<InformedTable>[]): Promise<void> {
  if (rows.length === 0) return
  await sendAhead(
    tx,
    tables(tx)
      .insertInto('informed')
      .values([...rows])
      .onConflict((same) => same.doNothing()),
  )
}

export async function informedOf(tx: Tx, decisionId: string): Promise<InformedTable[]> {
  return tables(tx).selectFrom('informed').selectAll().where('decision_id', '=', decisionId).orderBy('person_id').limit(2000).execute()
}

export async function saveRead(tx: Tx, row: InformedTable): Promise<void> {
  const { read_no, read_at } = row
  await sendAhead(
    tx,
    tables(tx)
      .updateTable('informed')
      .set({ read_no, read_at })
      .where('decision_id', '=', row.decision_id)
      .where('person_id', '=', row.person_id),
  )
}

export async function replaceEffects(tx: Tx, decisionId: string, rows: readonly EffectTable[]): Promise<void> {
  await sendAhead(tx, tables(tx).deleteFrom('effect').where('decision_id', '=', decisionId))
  if (rows.length === 0) return
  await sendAhead(
    tx,
    tables(tx)
      .insertInto('effect')
      .values(rows.map((row) => ({ ...row, about: json(row.about) }))),
  )
}

export async function effectsOf(tx: Tx, decisionId: string): Promise<EffectTable[]> {
  return tables(tx).selectFrom('effect').selectAll().where('decision_id', '=', decisionId).orderBy('id').limit(100).execute()
}

/** Effects about any of these things that hold on a day. */
export async function effectsAbout(
  tx: Tx,
  keys: readonly string[],
  day: string,
): Promise<(EffectTable & { number: string; audience: 'internal' | 'restricted' })[]> {
  if (keys.length === 0) return []
  return tables(tx)
    .selectFrom('effect')
    .innerJoin('decision', 'decision.id', 'effect.decision_id')
    .selectAll('effect')
    .select(['decision.number', 'decision.audience'])
    .where('about_key', 'in', [...keys])
    .where('from_day', '<=', day)
    .where((where) => where.or([where('until_day', 'is', null), where('until_day', '>=', day)]))
    .where('decision.outcome', 'in', ['accept', 'accept_changed'])
    .where('decision.decided_day', '<=', day)
    .where((where) => where.or([where('ended_on', 'is', null), where('ended_on', '>', day)]))
    .orderBy('effect.id')
    .limit(2000)
    .execute()
}
