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

type Edits = 'strategy.items.add' | 'strategy.items.change' | 'strategy.items.place' | 'strategy.items.remove'

export const lines: Pick<SamplesOf<typeof promise>, Edits> = {
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
