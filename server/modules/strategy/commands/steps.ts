import type { Context } from '../../../kernel/context.ts'
import { Refusal, type Unmet } from '../../../kernel/refusal.ts'
import { mayBeSeen } from '../queries/seen.ts'
import { isAuthor, roleOf, type EditionNow, editionNow } from '../queries/edition-now.ts'
import { type Act, statesFor } from '../rules/life.ts'
import { getEdition, planOf, takeEdition } from '../store/editions.ts'
import { takePlan } from '../store/plans.ts'
import type { EditionRow } from '../tables.ts'

/** An edition that one may see, locked with its plan, in a state that allows the act, with all that its guards look at. */
export async function takeFor(ctx: Context, id: string, act: Act): Promise<EditionNow> {
  const plan = await planOf(ctx.tx, await getEdition(ctx.tx, id))
  mayBeSeen(ctx, plan)
  // acts on editions of one plan follow one another
  await takePlan(ctx.tx, plan.id)
  const edition = await takeEdition(ctx.tx, id)
  fitState(edition, act)
  return editionNow(ctx, edition)
}

export function fitState({ state }: Pick<EditionRow, 'state'>, act: Act): void {
  const legal = statesFor(act)
  if (legal.includes(state)) return
  throw new Refusal('conflict', 'plan.wrong_state', `This edition is ${stateWords[state]}; this is done while it is ${said(legal)}.`, {
    facts: { state, legal },
  })
}

function said(states: readonly EditionRow['state'][]): string {
  return states.map((state) => stateWords[state]).join(' or ')
}

const stateWords: Record<EditionRow['state'], string> = {
  draft: 'a draft',
  input: 'out for input',
  agreed: 'agreed',
  vetted: 'vetted',
  superseded: 'superseded',
  expired: 'expired',
  withdrawn: 'withdrawn',
}

/** Only whoever answers for the plan. */
export function fitDri(ctx: Context, now: EditionNow): void {
  if (roleOf(ctx, now).dri) return
  const names = now.dris.map(({ name }) => name).join(' or ')
  throw new Refusal(
    'forbidden',
    'plan.not_dri',
    names
      ? `This is done by ${names}, who answers for the plan.`
      : 'Nobody answers for this plan yet. Put the initials of a colleague behind its title, such as (ABC).',
  )
}

/** Whoever answers for the plan or decides on it; where its text names nobody, whoever writes plans. */
export function fitAuthor(ctx: Context, now: EditionNow): void {
  if (!isAuthor(ctx, now)) fitDri(ctx, now)
}

/** Whoever answers for the plan, or decides on it. */
export function fitLead(ctx: Context, now: EditionNow): void {
  if (!roleOf(ctx, now).decider) fitDri(ctx, now)
}

export function fitDecider(ctx: Context, now: EditionNow): void {
  if (roleOf(ctx, now).decider) return
  const name = now.parties.find(({ person_id }) => person_id !== null && person_id === now.decider)?.name
  throw new Refusal(
    'forbidden',
    'plan.not_decider',
    name ? `This is done by ${name}, who decides on the plan.` : 'Nobody is named who decides on this plan. Name one person with D.',
  )
}

/** Refuses with everything that is missing, the first of it in front. */
export function refuse(unmet: readonly Unmet[], facts: Record<string, unknown> = {}): void {
  const [first] = unmet
  if (first) throw new Refusal('refused', first.code, first.text, { unmet: [...unmet], facts })
}

/** What the trail calls an edition. */
export function labelOf({ id, title_core }: Pick<EditionRow, 'id' | 'title_core'>) {
  return { kind: 'edition', id, label: title_core }
}
