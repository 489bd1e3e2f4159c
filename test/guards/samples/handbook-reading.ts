import * as promise from '../../../server/modules/handbook/contract.ts'
import type { World } from '../../cast/writes.ts'
import { inForce } from './handbook-world.ts'
import type { SamplesOf } from './sample.ts'

/** What two pages say alike, found. */
const twice = async (world: World) => {
  const said =
    'The lamp on the quay is lit at dusk by whoever keeps the watch of the evening, and put out at dawn by the keeper of the morning watch, who then writes both hours into the log of the harbour and signs below them.'
  await world.ask(promise.pagesCreate, { source: `# The evening watch\n\n${said}\n` })
  const { id } = await world.ask(promise.pagesCreate, { source: `# The morning watch\n\n${said}\n` })
  await world.drain()
  const { items } = await world.ask(promise.findingsList, { where: ['rule:is:copy'] })
  return items.find(({ page_id, other }) => [page_id, other?.page?.id].includes(id))?.id ?? ''
}
/** A page that has not heard yet what the page that it includes says now. */
const behind = async (world: World) => {
  const hours = await world.ask(promise.pagesCreate, { source: '# The hours\n\nIt is lit at dusk.\n' })
  const { id } = await world.ask(promise.pagesCreate, { source: `# The watch\n\n<!-- include: ${hours.path} -->\n<!-- /include -->\n` })
  await world.ask(promise.pagesPublish, { id: hours.id, base: 1, source: '# The hours\n\nIt is lit at dawn.\n', note: 'Seen there' })
  return id
}

type Reading = Pick<
  SamplesOf<typeof promise>,
  'handbook.findings.share' | 'handbook.includes.take' | 'handbook.watches.set' | 'handbook.ratings.give'
>

export const readingSamples: Reading = {
  'handbook.watches.set': {
    given: async (world) => ({
      input: { id: (await world.ask(promise.pagesCreate, { source: '# The log\n\nOf the quay.\n' })).id, on: true },
    }),
    audit: ['handbook.page.watched'],
    unknown: 'page.unknown',
  },
  'handbook.ratings.give': {
    given: async (world) => {
      const { id, steps } = await world.ask(promise.runsStart, { id: await inForce(world) })
      for (const { key } of steps) await world.ask(promise.runsTick, { id, key, state: 'done' })
      await world.ask(promise.runsComplete, { id })
      return { input: { id, score: 9 } }
    },
    audit: ['handbook.run.rated'],
    events: ['handbook.run.rated'],
    unknown: 'run.unknown',
  },
  'handbook.findings.share': {
    given: async (world) => ({ input: { id: await twice(world), title: 'When it is lit' } }),
    audit: ['handbook.page.created', 'handbook.page.published', 'handbook.page.published'],
    events: ['handbook.page.published', 'handbook.page.published', 'handbook.page.published'],
    unknown: 'finding.unknown',
  },
  'handbook.includes.take': {
    given: async (world) => ({ input: { id: await behind(world) } }),
    audit: ['handbook.page.published'],
    events: ['handbook.page.published'],
    unknown: 'page.unknown',
  },
}
