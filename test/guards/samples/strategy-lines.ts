import * as promise from '../../../server/modules/strategy/contract.ts'
import type { World } from '../../cast/writes.ts'
import { companyPlan } from '../../parts/company-plan.ts'
import type { SamplesOf } from './sample.ts'

/** A measure of a plan, an obstacle to put it beside, and the revision that both are of. */
async function lineOf(world: World) {
  const { edition_id: id } = await world.ask(promise.plansCreate, { title: 'FY27 Company VPMOM', level: 'company', source: companyPlan })
  const { rev, lines: all } = await world.ask(promise.itemsList, { id })
  const first = (name: string) => all.find(({ section }) => section === name)?.key ?? ''
  return { id, key: first('measures'), beside: first('obstacles'), rev }
}

/** A line of the budget of a method. */
async function paid(world: World) {
  const { edition_id: id } = await world.ask(promise.plansCreate, { title: 'FY27 Company VPMOM', level: 'company', source: companyPlan })
  const { lines: all } = await world.ask(promise.itemsList, { id })
  const item_key = all.find(({ section }) => section === 'methods')?.key ?? ''
  return { id, item_key, kind: 'system' as const, name: 'Quote desk', currency: 'USD', starts_on: '2026-05-15', recurring_minor: 1_200_000 }
}
async function budgeted(world: World) {
  const wish = await paid(world)
  const { lines: all } = await world.ask(promise.budgetAdd, wish)
  return { id: wish.id, line: all[0]?.id ?? '' }
}

type Budget = 'strategy.budget.add' | 'strategy.budget.change' | 'strategy.budget.remove'
type Edits = 'strategy.items.add' | 'strategy.items.change' | 'strategy.items.place' | 'strategy.items.remove'

export const lines: Pick<SamplesOf<typeof promise>, Edits | Budget> = {
  'strategy.budget.add': {
    given: async (world) => ({ input: await paid(world) }),
    audit: ['strategy.budget.added'],
    events: ['strategy.budget.changed'],
    unknown: 'edition.unknown',
  },
  'strategy.budget.change': {
    given: async (world) => ({ input: { ...(await budgeted(world)), seats: 40, per_seat_minor: 800 } }),
    audit: ['strategy.budget.changed'],
    events: ['strategy.budget.changed'],
    unknown: 'edition.unknown',
  },
  'strategy.budget.remove': {
    given: async (world) => ({ input: await budgeted(world) }),
    audit: ['strategy.budget.removed'],
    events: ['strategy.budget.changed'],
    unknown: 'edition.unknown',
  },
  'strategy.items.add': {
    given: async (world) => {
      const { id, key, rev } = await lineOf(world)
      return { input: { id, after: key, raw: 'And margins grow', if_match: rev } }
    },
    audit: ['strategy.edition.edited'],
    unknown: 'edition.unknown',
  },
  'strategy.items.change': {
    given: async (world) => {
      const { id, key, rev } = await lineOf(world)
      return { input: { id, key, raw: 'Annual recurring revenue trebles', if_match: rev } }
    },
    audit: ['strategy.edition.edited'],
    unknown: 'edition.unknown',
  },
  'strategy.items.place': {
    given: async (world) => {
      const { id, key, beside, rev } = await lineOf(world)
      return { input: { id, key, to: 'after', beside, if_match: rev } }
    },
    audit: ['strategy.edition.edited'],
    unknown: 'edition.unknown',
  },
  'strategy.items.remove': {
    given: async (world) => {
      const { id, key, rev } = await lineOf(world)
      return { input: { id, key, if_match: rev } }
    },
    audit: ['strategy.edition.edited'],
    unknown: 'edition.unknown',
  },
}
