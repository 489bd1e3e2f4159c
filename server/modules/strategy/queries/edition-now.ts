import type { Context } from '../../../kernel/context.ts'
import { mayDo, personBehind } from '../../../kernel/rights.ts'
import { colleaguesOf, companyOf, expand, partiesMeant, type Party } from '../../people/index.ts'
import { type Agreement, agreementUnmet, nextAct, overlapUnmet, predecessorOf } from '../rules/life.ts'
import { alignmentUnmet } from '../rules/alignment/guard.ts'
import { type NamedParty, submitUnmet, type TextItem, vetUnmet } from '../rules/life-text.ts'
import { layOut } from '../rules/page.ts'
import { amendmentUnmet } from '../rules/amending.ts'
import { partWord } from '../rules/parts.ts'
import { proposedCut } from '../rules/cut.ts'
import { signsOf } from '../rules/signs.ts'
import { getRevision, listItems, planOf } from '../store/editions.ts'
import { blockingDefects } from '../store/alignment/defects.ts'
import { overridesOf, vettedBeside } from '../store/life.ts'
import { listMeasures } from '../store/measures.ts'
import { takenOver } from '../store/taken-over.ts'
import type { EditionRow } from '../tables.ts'
import { amendingOf } from './amending.ts'
import { signoffWith } from './carried.ts'

type Resolved = NamedParty & { person_id: string | null; group_id: string | null }

/** An edition with everything that the guards of its life look at, as of now. */
export async function editionNow(ctx: Context, edition: EditionRow) {
  const { id } = edition
  const [plan, revision, rows, bound, { fiscal_year_end: fiscalYearEnd }, overrides, defects, beside, taken] = await Promise.all([
    planOf(ctx.tx, edition),
    getRevision(ctx.tx, id, edition.head_rev),
    listItems(ctx.tx, id),
    listMeasures(ctx.tx, id),
    companyOf(ctx),
    overridesOf(ctx.tx, id),
    blockingDefects(ctx.tx, id, ctx.today),
    vettedBeside(ctx.tx, edition.plan_id, id),
    takenOver(ctx.tx, [id]),
  ])
  const measures = new Map(bound.map((one) => [one.item_key, one]))
  const { reading } = revision
  const whole = reading.sections.flatMap((section) => section.items.map((item) => ({ item, section: section.name })))
  const items = whole.map(({ item, section }, at): TextItem => {
    const key = rows[at]?.item_key ?? ''
    return { ...item, key, section, measure: measures.get(key) }
  })
  const known = await partiesMeant(ctx, [...signsOf(reading), ...(edition.dri === null ? [] : [edition.dri])], ctx.today)
  const parties: Resolved[] = []
  for (const { name, letters } of reading.header.parties) parties.push(await resolved(ctx, name, letters, known.get(name)))
  const signoff = await signoffWith(ctx, { edition, reading, rows })
  const deciders = parties.filter((one) => one.letters.includes('D') && one.person_id)
  return {
    ...{ edition, plan, revision, reading, rows, items, parties, signoff },
    ...{ overrides, defects, beside },
    dris: answering(edition, await takers(ctx, taken), { parties: recommending(parties), known }),
    decider: deciders.length === 1 ? (deciders[0]?.person_id ?? null) : null,
    fiscalYearEnd,
    amending: isBefore(edition) ? await amendingOf(ctx, { edition, revision, rows, measures: bound, fiscalYearEnd }) : undefined,
    isColleague: (name: string) => known.get(name)?.kind === 'person',
  }
}
/** Not vetted yet, so that what it would alter is of interest. */
function isBefore({ state }: EditionRow): boolean {
  return nextAct(state) !== undefined
}

export type EditionNow = Awaited<ReturnType<typeof editionNow>>

async function resolved(ctx: Context, name: string, letters: string[], party: Party | undefined): Promise<Resolved> {
  const blank = { name, letters, person_id: null, group_id: null, members: [] }
  if (party?.kind === 'person')
    return { ...blank, name: party.person.name, is: 'person', person_id: party.person.id, members: [party.person.id] }
  if (party?.kind !== 'group' || party.group.closed) return { ...blank, is: 'unknown' }
  const { person_ids } = await expand(ctx, party.group.id, ctx.today)
  const { id: group_id, name: group } = party.group
  return { ...blank, name: group, is: 'group', group_id, members: person_ids, empty: person_ids.length === 0 }
}

type Someone = { id: string; name: string }

/** Who has taken editions over, by edition. */
export async function takers(ctx: Context, taken: ReadonlyMap<string, string>): Promise<Map<string, Someone>> {
  const people = await colleaguesOf(ctx, [...new Set(taken.values())])
  return new Map(
    [...taken].flatMap(([edition, id]) => {
      const person = people.get(id)
      return person ? [[edition, { id: person.id, name: person.name }] as const] : []
    }),
  )
}

function recommending(parties: readonly Resolved[]): Someone[] {
  return parties.flatMap((one) => (one.letters.includes('R') && one.person_id ? [{ id: one.person_id, name: one.name }] : []))
}

/** Who answers for a plan: whoever has taken it over, else whom its text names, else those who recommend it (`parties`). */
export function answering(
  { id, dri }: Pick<EditionRow, 'id' | 'dri'>,
  taken: ReadonlyMap<string, Someone>,
  { parties, known }: { parties: readonly Someone[]; known: ReadonlyMap<string, Party> },
): Someone[] {
  const taker = taken.get(id)
  if (taker) return [taker]
  const named = dri === null ? undefined : known.get(dri)
  return named?.kind === 'person' ? [{ id: named.person.id, name: named.person.name }] : [...parties]
}

/** Whether whoever acts answers for the plan, and whether they decide on it. */
export function roleOf(ctx: Pick<Context, 'actor'>, { dris, decider }: EditionNow): { dri: boolean; decider: boolean } {
  const person = personBehind(ctx.actor)
  return { dri: dris.some(({ id }) => id === person), decider: decider === person }
}

/** Who may begin what follows on an edition: whoever answers for the plan or decides on it; where its text names nobody, whoever writes plans. */
export function isAuthor(ctx: Pick<Context, 'actor'>, now: EditionNow): boolean {
  const { dri, decider } = roleOf(ctx, now)
  return dri || decider || (now.dris.length === 0 && mayDo(ctx.actor, 'strategy.write') !== undefined)
}

export function textUnmet({ reading, items, parties }: EditionNow) {
  return submitUnmet({ reading, items, parties })
}

export function agreementOf(ctx: Pick<Context, 'today'>, now: EditionNow): Agreement {
  const { signoff, overrides, revision, rows } = now
  const { content_hash } = revision
  const asks = signoff?.hashes.includes(content_hash) ?? false
  const objections = signoff?.parties.flatMap(({ objection }) => objection?.id ?? []) ?? []
  // D may have said in the ledger itself that it goes ahead
  const said = signoff?.accepted && asks ? [{ content_hash, answers: objections }] : []
  return {
    signoff: signoff && { number: signoff.number, ended: !asks || (!signoff.open && !signoff.accepted), window_closes: signoff.need_by },
    asked: signoff?.parties ?? [],
    overrides: [...overrides, ...said],
    content_hash,
    today: ctx.today,
    placeOf: (key) => partWord(key, rows),
  }
}

/** What is missing before it is vetted: of its text, of its agreement, of its place among the others. */
export function vettingUnmet(ctx: Pick<Context, 'today'>, now: EditionNow) {
  const { reading, items, fiscalYearEnd, isColleague, edition, beside, amending } = now
  const check = layOut(reading)
  const cut = proposedCut(reading, check).map(({ section, item }) => ({
    text: reading.sections.find(({ name }) => name === section)?.items[item]?.text ?? '',
  }))
  return [
    ...textUnmet(now),
    ...agreementUnmet(agreementOf(ctx, now)),
    ...vetUnmet({ reading, items, check, cut, fiscalYearEnd, isColleague }),
    ...overlapUnmet(reading.header.period, beside, predecessorOf(edition, beside)),
    ...(amending ? amendmentUnmet(amending) : []),
    ...alignmentUnmet(now.defects),
  ]
}

/** The act that leads on, with everything that is in its way. */
export function nextOf(ctx: Pick<Context, 'today'>, now: EditionNow) {
  const act = nextAct(now.edition.state)
  if (!act) return null
  if (act === 'submit') return { act, unmet: textUnmet(now) }
  if (act === 'freeze') return { act, unmet: [...textUnmet(now), ...agreementUnmet(agreementOf(ctx, now))] }
  return { act, unmet: vettingUnmet(ctx, now) }
}
