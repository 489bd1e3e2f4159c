import type { Context } from '../../../kernel/context.ts'
import type { Day } from '../../../kernel/period.ts'
import { type Unmet } from '../../../kernel/refusal.ts'
import { signedOf, signoffOf, standing, standingsOf } from '../../decisions/index.ts'
import { colleaguesOf, partiesMeant } from '../../people/index.ts'
import { knownEvents } from '../facts.ts'
import { triggerOf } from '../rules/triggers.ts'
import { type Checked, unmetOf } from '../rules/guards.ts'
import { placeholdersIn } from '../rules/placeholders.ts'
import { type Letter, procedureOf } from '../rules/procedures.ts'
import { stepsOf } from '../rules/steps.ts'
import { listedAmong } from '../store/contents.ts'
import { isAlignedWith } from './methods.ts'
import type { PageTable, ProposalTable } from '../tables.ts'

type Now = Pick<Context, 'tx' | 'today'>

/** How decisions speak of a procedure. */
export function thingOf(page: string) {
  return { room: 'handbook', kind: 'page', id: page }
}

/** Who agreed to a text of a procedure, by its hash. */
export async function agreementOn(ctx: Now, page: string, hash: string) {
  const now = await standing(ctx, thingOf(page), hash)
  const rests = now.is === 'none' ? null : { id: now.decision_id, number: now.number }
  const said = now.is === 'agreed' || now.is === 'carried'
  return { is: now.is, decision: rests, by: said ? now.by : null, day: said ? now.day : null }
}

/** The day on which somebody agreed to a text, or to the one from which the agreement was carried to it. */
async function agreedDay(ctx: Now, page: string, hash: string): Promise<Day | null> {
  const now = await standing(ctx, thingOf(page), hash)
  if (now.is === 'agreed') return now.day
  if (now.is !== 'carried') return null
  const signed = (await signedOf(ctx, [thingOf(page)])).find((one) => one.decision_id === now.decision_id)
  return signed ? signed.at.toISOString().slice(0, 10) : null
}

/** Of many texts the pages of those to which somebody agreed since a day, whether to the very text or to the one from which it was carried. */
export async function signedOffSince(ctx: Now, texts: readonly { id: string; hash: string }[], since: Day): Promise<string[]> {
  if (texts.length === 0) return []
  const things = texts.map(({ id }) => thingOf(id))
  const [standings, signed] = await Promise.all([
    standingsOf(
      ctx,
      texts.map(({ id, hash }) => ({ ...thingOf(id), hash })),
    ),
    signedOf(ctx, things),
  ])
  const dayOf = new Map(signed.map((one) => [one.decision_id, one.at.toISOString().slice(0, 10)]))
  return texts.flatMap(({ id }, at) => {
    const now = standings[at]
    const day = now?.is === 'agreed' ? now.day : now?.is === 'carried' ? dayOf.get(now.decision_id) : undefined
    return day !== undefined && day >= since ? [id] : []
  })
}

/** What stands between a text and its being followed anew. */
export async function unmetFor(ctx: Now, page: PageTable, text: { source: string; hash: string }): Promise<Unmet[]> {
  const aligned = await isAlignedWith(ctx, page.id, text.source)
  return [...unmetOf({ ...(await knownOf(ctx, page, text)), aligned }), ...triggersUnmet(text.source)]
}

/** What stands between better words and their going out with the agreement that there is: plans come and go meanwhile. */
export async function unmetStill(ctx: Now, page: PageTable, text: { source: string; hash: string }): Promise<Unmet[]> {
  return [...unmetOf({ ...(await knownOf(ctx, page, text)), aligned: true }), ...triggersUnmet(text.source)]
}

async function knownOf(ctx: Now, page: PageTable, text: { source: string; hash: string }): Promise<Omit<Checked, 'aligned'>> {
  const { source, hash } = text
  const { tier, role } = procedureOf(source)
  const keepers = [page.owner, ...(page.backup ? [page.backup] : [])]
  const [listed, people, agreed] = await Promise.all([
    listedAmong(ctx.tx, [page.id]),
    colleaguesOf(ctx, keepers),
    agreedDay(ctx, page.id, hash),
  ])
  return {
    steps: stepsOf(source),
    tier,
    role,
    listed: listed.has(page.id),
    kept: page.backup !== null && keepers.every((id) => people.get(id)?.left === false),
    owed: placeholdersIn(source).length,
    agreed,
    today: ctx.today,
  }
}

/** Events that a text names and nobody hears, or whose filter cannot be read. */
export function triggersUnmet(source: string): Unmet[] {
  return procedureOf(source).triggers.flatMap((line) => {
    const read = triggerOf(line, knownEvents())
    return 'wrong' in read ? [{ code: 'procedure.trigger_unreadable', text: `\`trigger_events\`, ${read.wrong}`, path: 'source' }] : []
  })
}

type Named = { letter: Letter; sign: string; name: string | null; person_id: string | null; group_id: string | null }

/** Whom a text names under which letter. */
export async function rapidOf(ctx: Now, source: string): Promise<Named[]> {
  const { rapid } = procedureOf(source)
  if (rapid.length === 0) return []
  const meant = await partiesMeant(
    ctx,
    rapid.map(({ sign }) => sign),
    ctx.today,
  )
  return rapid.map(({ letter, sign }) => {
    const party = meant.get(sign)
    if (party?.kind === 'person') return { letter, sign, name: party.person.name, person_id: party.person.id, group_id: null }
    if (party?.kind === 'group') return { letter, sign, name: party.group.name, person_id: null, group_id: party.group.id }
    return { letter, sign, name: null, person_id: null, group_id: null }
  })
}

/** What became of a text that was put forward: the ledger says it. */
export async function proposalState(ctx: Pick<Context, 'tx'>, proposal: ProposalTable) {
  const asked = await signoffOf(ctx, proposal.decision_id)
  const { id, number, need_by } = asked
  const open = asked.open ? ('asked' as const) : asked.accepted ? ('agreed' as const) : ('returned' as const)
  return { state: proposal.ended_as ?? open, decision: { id, number, need_by }, asked }
}
