import * as promise from '../../../server/doors/contract.ts'
import { followRun } from '../../../server/kernel/job-runs.ts'
import { notify } from '../../../server/kernel/notices.ts'
import type { World } from '../../cast/writes.ts'
import type { SamplesOf } from './sample.ts'

const asked = { name: 'Chat', url: 'https://hooks.example.com/quarterdeck', types: ['billing.document.issued'] }
const made = async (world: World) => (await world.ask(promise.webhookCreate, asked, undefined, 'hook')).webhook
const tested = async (world: World) => world.ask(promise.webhookTest, { id: (await made(world)).id })

const said = (world: World) => world.ask(promise.commentAdd, { kind: 'contract', subject_id: world.ids.contract, text: 'Hello' })

const ownList = 'a mark on one’s own list; what was done about the thing is in the history of the thing'
const told = async (world: World): Promise<string> => {
  const about = { room: 'billing', kind: 'quote', id: world.ids.contract, title: 'Q-000001', href: '/', audience: 'internal' as const }
  await world.open((ctx) => notify(ctx, { to: [world.ids.boss], reason: 'billing.approval.wanted', subject: about, text: 'Please look' }))
  const [{ id } = { id: '' }] = await world.query('select id from kernel.notice where person = $1', [world.ids.boss])
  return id
}
const looked = { list: 'billing.contracts.list', title: 'At risk', where: [], sort: null, columns: null }
const looks = (world: World) => world.ask(promise.viewsSave, looked)

export const samples: SamplesOf<typeof promise> = {
  'house.jobs.cancel': {
    given: async (world) => {
      await followRun(world.open, 'billing.run').report({ done: 500, of: 1200, note: 'Contracts billed' })
      const [run] = (await world.ask(promise.jobsList, {})).items
      return { input: { id: run?.id ?? '' } }
    },
    audit: ['house.job.cancelled'],
    unknown: 'job.unknown',
    alone: 'only which one is asked',
  },
  'house.home.choose': {
    given: () => ({ input: { board: 'operations' } }),
    audit: ['house.board.chosen'],
    unknown: 'board.unknown',
  },
  'house.home.arrange': {
    given: () => ({ input: { board: 'operations', tiles: ['news', 'needs'] } }),
    audit: ['house.board.arranged'],
    unknown: 'board.unknown',
  },
  'house.home.reset': {
    given: () => ({ input: { board: 'operations' } }),
    audit: ['house.board.reset'],
    unknown: 'board.unknown',
    alone: 'only which one is asked',
  },
  'house.notices.done': {
    given: async (world) => ({ input: { id: await told(world) } }),
    quiet: ownList,
    unknown: 'notice.unknown',
    alone: 'only which one is asked',
  },
  'house.notices.reopen': {
    given: async (world) => {
      const id = await told(world)
      await world.ask(promise.noticeDone, { id })
      return { input: { id } }
    },
    quiet: ownList,
    unknown: 'notice.unknown',
    alone: 'only which one is asked',
  },
  'house.notices.read': {
    given: async (world) => ({ input: { id: await told(world) } }),
    quiet: ownList,
    unknown: 'notice.unknown',
    alone: 'only which one is asked',
  },
  'house.notices.snooze': {
    given: async (world) => ({ input: { id: await told(world), until: '2099-01-01' } }),
    quiet: ownList,
    unknown: 'notice.unknown',
  },
  'house.notices.wish': {
    given: () => ({ input: { rule: 'decided', by_letter: true } }),
    quiet: ownList,
  },
  'house.favourites.add': { given: () => ({ input: { href: '/billing/contracts', title: 'Contracts' } }), quiet: ownList },
  'house.favourites.remove': {
    given: async (world) => ({ input: { id: (await world.ask(promise.favouriteAdd, { href: '/', title: 'Home' })).id } }),
    quiet: ownList,
    unknown: 'favourite.unknown',
    alone: 'only which one is asked',
  },
  'house.comments.add': {
    given: (world) => ({ input: { kind: 'contract', subject_id: world.ids.contract, text: 'They asked for 50 seats more.' } }),
    audit: ['billing.comment.added'],
  },
  'house.comments.edit': {
    given: async (world) => ({ input: { id: (await said(world)).id, text: 'Fifty.' } }),
    audit: ['billing.comment.edited'],
    unknown: 'comment.unknown',
  },
  'house.comments.remove': {
    given: async (world) => ({ input: { id: (await said(world)).id } }),
    audit: ['billing.comment.removed'],
    unknown: 'comment.unknown',
    alone: 'only which one is asked',
  },
  'house.comments.resolve': {
    given: async (world) => ({ input: { id: (await said(world)).id } }),
    audit: ['billing.comment.resolved'],
    unknown: 'comment.unknown',
    alone: 'only which one is asked',
  },
  'house.views.save': {
    given: () => ({ input: looked }),
    audit: ['house.view.saved'],
  },
  'house.views.change': {
    given: async (world) => ({ input: { id: (await looks(world)).id, where: [], if_match: 1 } }),
    audit: ['house.view.changed'],
    unknown: 'view.unknown',
  },
  'house.views.share': {
    given: async (world) => ({ input: { id: (await looks(world)).id, shared: true } }),
    audit: ['house.view.shared'],
    unknown: 'view.unknown',
  },
  'house.views.drop': {
    given: async (world) => ({ input: { id: (await looks(world)).id } }),
    audit: ['house.view.dropped'],
    unknown: 'view.unknown',
    alone: 'only which one is asked',
  },
  'house.views.begin': {
    given: () => ({ input: { list: looked.list, view: 'in-force' } }),
    quiet: 'a choice of one’s own about what one sees first',
  },
  'house.webhooks.create': {
    given: () => ({ input: asked }),
    audit: ['house.webhook.created'],
  },
  'house.webhooks.change': {
    given: async (world) => ({ input: { id: (await made(world)).id, name: 'Chat of the crew', if_match: 1 } }),
    audit: ['house.webhook.changed'],
    unknown: 'webhook.unknown',
  },
  'house.webhooks.rotate': {
    given: async (world) => ({ input: { id: (await made(world)).id } }),
    audit: ['house.webhook.secret_changed'],
    unknown: 'webhook.unknown',
    alone: 'only which one is asked',
  },
  'house.webhooks.test': {
    given: async (world) => ({ input: { id: (await made(world)).id } }),
    audit: ['house.webhook.tested'],
    unknown: 'webhook.unknown',
    alone: 'only which one is asked',
  },
  'house.webhooks.remove': {
    given: async (world) => ({ input: { id: (await made(world)).id } }),
    audit: ['house.webhook.removed'],
    unknown: 'webhook.unknown',
    alone: 'only which one is asked',
  },
  'house.webhooks.resend': {
    given: async (world) => ({ input: { id: (await tested(world)).id } }),
    audit: ['house.webhook.resent'],
    unknown: 'webhook.delivery_unknown',
    alone: 'only which one is asked',
  },
}
