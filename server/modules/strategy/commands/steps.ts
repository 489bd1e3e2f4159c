import type { Context } from '../../../kernel/context.ts'
import { Refusal, type Unmet } from '../../../kernel/refusal.ts'
import { mayBeSeen } from '../queries/seen.ts'
import { isAuthor, roleOf, type Standing, standingOf } from '../queries/standing.ts'
import { type Act, statesFor } from '../rules/life.ts'
import { getEdition, planOf, takeEdition } from '../store/editions.ts'
import { takePlan } from '../store/plans.ts'
import type { EditionRow } from '../tables.ts'

/** An edition that one may see, locked with its plan, in a state that allows the act, with all that its guards look at. */
export async function takeFor(ctx: Context, id: string, act: Act): Promise<Standing> {
  const plan = await planOf(ctx.tx, await getEdition(ctx.tx, id))
  mayBeSeen(ctx, plan)
  // acts on editions of one plan follow one another
  await takePlan(ctx.tx, plan.id)
  const edition = await takeEdition(ctx.tx, id)
  fitState(edition, act)
  return standingOf(ctx, edition)
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
export function fitDri(ctx: Context, standing: Standing): void {
  if (roleOf(ctx, standing).dri) return
  const names = standing.dris.map(({ name }) => name).join(' or ')
  throw new Refusal(
    'forbidden',
    'plan.not_dri',
    names
      ? `This is done by ${names}, who answers for the plan.`
      : 'Nobody answers for this plan yet. Put the initials of a colleague behind its title, such as (ABC).',
  )
}

/** Whoever answers for the plan or decides on it; where its text names nobody, whoever writes plans. */
export function fitAuthor(ctx: Context, standing: Standing): void {
  if (!isAuthor(ctx, standing)) fitDri(ctx, standing)
}

/** Whoever answers for the plan, or decides on it. */
export function fitLead(ctx: Context, standing: Standing): void {
  if (!roleOf(ctx, standing).decider) fitDri(ctx, standing)
}

export function fitDecider(ctx: Context, standing: Standing): void {
  if (roleOf(ctx, standing).decider) return
  const name = standing.parties.find(({ person_id }) => person_id !== null && person_id === standing.decider)?.name
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
