import type { Context } from '../../../kernel/context.ts'
import { mayDo, personBehind } from '../../../kernel/rights.ts'
import { companyOf, expand, partiesMeant, type Party, personOf } from '../../people/index.ts'
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
export async function standingOf(ctx: Context, edition: EditionRow) {
  const plan = await planOf(ctx.tx, edition)
  const revision = await getRevision(ctx.tx, edition.id, edition.head_rev)
  const rows = await listItems(ctx.tx, edition.id)
  const bound = await listMeasures(ctx.tx, edition.id)
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
  const { fiscal_year_end: fiscalYearEnd } = await companyOf(ctx)
  const deciders = parties.filter((one) => one.letters.includes('D') && one.person_id)
  return {
    ...{ edition, plan, revision, reading, rows, items, parties, signoff },
    overrides: await overridesOf(ctx.tx, edition.id),
    defects: await blockingDefects(ctx.tx, edition.id, ctx.today),
    dris: await drisOf(ctx, edition, parties, known),
    decider: deciders.length === 1 ? (deciders[0]?.person_id ?? null) : null,
    beside: await vettedBeside(ctx.tx, plan.id, edition.id),
    fiscalYearEnd,
    amending: isBefore(edition) ? await amendingOf(ctx, { edition, revision, rows, measures: bound, fiscalYearEnd }) : undefined,
    isColleague: (name: string) => known.get(name)?.kind === 'person',
  }
}
/** Not vetted yet, so that what it would alter is of interest. */
function isBefore({ state }: EditionRow): boolean {
  return nextAct(state) !== undefined
}

export type Standing = Awaited<ReturnType<typeof standingOf>>

async function resolved(ctx: Context, name: string, letters: string[], party: Party | undefined): Promise<Resolved> {
  const blank = { name, letters, person_id: null, group_id: null, members: [] }
  if (party?.kind === 'person')
    return { ...blank, name: party.person.name, is: 'person', person_id: party.person.id, members: [party.person.id] }
  if (party?.kind !== 'group' || party.group.closed) return { ...blank, is: 'unknown' }
  const { person_ids } = await expand(ctx, party.group.id, ctx.today)
  const { id: group_id, name: group } = party.group
  return { ...blank, name: group, is: 'group', group_id, members: person_ids, empty: person_ids.length === 0 }
}

/** Who answers for the plan: whoever has taken it over, else whom its text names, else those who recommend it. */
async function drisOf(
  ctx: Context,
  { id, dri }: EditionRow,
  parties: readonly Resolved[],
  known: ReadonlyMap<string, Party>,
): Promise<{ id: string; name: string }[]> {
  const taker = (await takenOver(ctx.tx, [id])).get(id)
  const person = taker === undefined ? undefined : await personOf(ctx, taker)
  if (person) return [{ id: person.id, name: person.name }]
  const named = dri === null ? undefined : known.get(dri)
  if (named?.kind === 'person') return [{ id: named.person.id, name: named.person.name }]
  return parties.flatMap((one) => (one.letters.includes('R') && one.person_id ? [{ id: one.person_id, name: one.name }] : []))
}

/** Whether whoever acts answers for the plan, and whether they decide on it. */
export function roleOf(ctx: Pick<Context, 'actor'>, { dris, decider }: Standing): { dri: boolean; decider: boolean } {
  const person = personBehind(ctx.actor)
  return { dri: dris.some(({ id }) => id === person), decider: decider === person }
}

/** Who may begin what follows on an edition: whoever answers for the plan or decides on it; where its text names nobody, whoever writes plans. */
export function isAuthor(ctx: Pick<Context, 'actor'>, standing: Standing): boolean {
  const { dri, decider } = roleOf(ctx, standing)
  return dri || decider || (standing.dris.length === 0 && mayDo(ctx.actor, 'strategy.write') !== undefined)
}

export function textUnmet({ reading, items, parties }: Standing) {
  return submitUnmet({ reading, items, parties })
}

export function agreementOf(ctx: Pick<Context, 'today'>, standing: Standing): Agreement {
  const { signoff, overrides, revision, rows } = standing
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
export function vettingUnmet(ctx: Pick<Context, 'today'>, standing: Standing) {
  const { reading, items, fiscalYearEnd, isColleague, edition, beside, amending } = standing
  const check = layOut(reading)
  const cut = proposedCut(reading, check).map(({ section, item }) => ({
    text: reading.sections.find(({ name }) => name === section)?.items[item]?.text ?? '',
  }))
  return [
    ...textUnmet(standing),
    ...agreementUnmet(agreementOf(ctx, standing)),
    ...vetUnmet({ reading, items, check, cut, fiscalYearEnd, isColleague }),
    ...overlapUnmet(reading.header.period, beside, predecessorOf(edition, beside)),
    ...(amending ? amendmentUnmet(amending) : []),
    ...alignmentUnmet(standing.defects),
  ]
}

/** The act that leads on, with everything that is in its way. */
export function nextOf(ctx: Pick<Context, 'today'>, standing: Standing) {
  const act = nextAct(standing.edition.state)
  if (!act) return null
  if (act === 'submit') return { act, unmet: textUnmet(standing) }
  if (act === 'freeze') return { act, unmet: [...textUnmet(standing), ...agreementUnmet(agreementOf(ctx, standing))] }
  return { act, unmet: vettingUnmet(ctx, standing) }
}
