import { record } from './audit.ts'
import type { Context } from './context.ts'
import { type Erased, type FoundRow, isNobody, nobody, type PersonalData, type Subject } from './personal.ts'
import { Refusal } from './refusal.ts'
import { need } from './rights.ts'
import { gatherWords } from './words.ts'

type Held = Pick<PersonalData, 'entity' | 'table' | 'purposes' | 'retention'> & { rows: FoundRow[] }
type Outcome = Pick<PersonalData, 'entity' | 'table'> & Erased

/** So many times what is known of a person may lead to more of them. */
const mostSteps = 5

/** All that the house knows of who somebody is: each room adds what it knows until none knows more. */
export async function resolveSubject(ctx: Context, declared: readonly PersonalData[], asked: Partial<Subject>): Promise<Subject> {
  let subject = joined(nobody, asked)
  for (let step = 0; step < mostSteps; step += 1) {
    let more = subject
    for (const one of declared) more = joined(more, await one.resolve(ctx, subject))
    if (sizeOf(more) === sizeOf(subject)) break
    subject = more
  }
  return subject
}

/** What all rooms hold about one person, table by table. */
export async function collectSubject(ctx: Context, declared: readonly PersonalData[], asked: Partial<Subject>): Promise<Held[]> {
  const subject = await resolveSubject(ctx, declared, asked)
  const held: Held[] = []
  for (const one of declared) {
    const rows = await one.find(ctx, subject)
    const { entity, table, purposes, retention } = one
    if (rows.length > 0) held.push({ entity, table, purposes, retention, rows })
  }
  return held
}

/**
 * Erases one person in every room, and says for each table how many rows were changed, or which stay and why. The trail says that it was
 * done and what came of it, and nobody's name. Needs `house.erase`; refuses `subject.protected` with all that speaks against it, before
 * anything is changed.
 */
export async function eraseSubject(
  ctx: Context,
  declared: readonly PersonalData[],
  asked: Partial<Subject>,
  reason: string,
): Promise<Outcome[]> {
  need(ctx.actor, 'house.erase')
  const subject = await resolveSubject(ctx, declared, asked)
  if (isNobody(subject)) return []
  const against: string[] = []
  for (const one of declared) against.push(...[(await one.forbids?.(ctx, subject)) ?? []].flat())
  if (against.length > 0) throw new Refusal('refused', 'subject.protected', against.join(' '))
  const outcomes: Outcome[] = []
  for (const one of declared) outcomes.push({ entity: one.entity, table: one.table, ...(await one.erase(ctx, subject)) })
  // words of names are kept apart for the search
  await gatherWords(ctx.tx)
  const touched = outcomes.filter((one) => one.erased > 0 || ('rows' in one && one.rows > 0))
  const [id = 'nobody'] = subject.ids
  await record(ctx, { action: 'house.subject.erased', subject: { kind: 'subject', id }, after: touched, reason })
  return touched
}

function joined(subject: Subject, more: Partial<Subject>): Subject {
  const both = (key: keyof Subject) => [...new Set([...subject[key], ...(more[key] ?? [])])]
  return { ids: both('ids'), emails: both('emails').map((one) => one.toLowerCase()), names: both('names') }
}

function sizeOf({ ids, emails, names }: Subject): number {
  return ids.length + emails.length + names.length
}
