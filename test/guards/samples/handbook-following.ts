import * as promise from '../../../server/modules/handbook/contract.ts'
import type { World } from '../../cast/writes.ts'
import { groupOf, inForce, unplanned } from './handbook-world.ts'

const lamp = '# The lamp on the east quay\n\nIt is lit at dusk.\n'
const drawn = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>').toString('base64')
const sourceOf = async (world: World, tree: string) =>
  (await world.ask(promise.sourcesCreate, { url: 'https://git.quay.example/book.git', tree })).id
const flagged = async (world: World) => {
  const { id } = await world.ask(promise.pagesCreate, { source: lamp })
  return world.ask(promise.flagsRaise, { id })
}

const quiz = ['Who climbs?', 'When?', 'How?'].map((text, at) => `${at + 1}. ${text}\n   - [x] So\n   - [ ] Not so\n`).join('')
type Rule = { mode: 'ack' | 'quiz' | 'observed'; person?: string }
/** What somebody has to know: whoever asks, when nobody is named. */
const asked = async (world: World, { mode, person = world.ids.boss }: Rule) => {
  const page = await inForce(world)
  if (mode === 'quiz') {
    await world.ask(promise.questionsWrite, { id: page, source: quiz })
    // whoever wrote them proves nothing by them
    await world.query('update handbook.quiz set by_id = $2 where page_id = $1', [page, world.ids.mate])
  }
  await world.ask(promise.trainingsRequire, { id: page, groups: [await groupOf(world, person)], mode })
  const { items } = await world.ask(promise.trainingsList, { where: [`page:is:${page}`] })
  return items[0]?.id ?? ''
}
const departing = { reason: 'The stairs are repaired', control: 'It is lit from the boat', until: '2026-12-31' }
const weekly = (world: World) => ({ rule: 'FREQ=WEEKLY', start: '2030-01-07', runner: world.ids.mate })
const proven = ['handbook.training.proven']
const completed = ['handbook.training.completed']
const unknown = 'training.unknown'

/** Of those who follow procedures, and learn to. */
export const followingSamples = {
  'handbook.flags.raise': {
    given: async (world: World) => ({
      input: { id: (await world.ask(promise.pagesCreate, { source: lamp })).id, note: 'It is lit later' },
    }),
    audit: ['handbook.flag.raised'],
    events: ['handbook.flag.raised'],
    unknown: 'page.unknown',
  },
  'handbook.flags.say': {
    given: async (world: World) => ({ input: { id: (await flagged(world)).id, note: 'It is lit later' } }),
    audit: ['handbook.flag.said'],
    unknown: 'flag.unknown',
  },
  'handbook.flags.answer': {
    given: async (world: World) => ({ input: { id: (await flagged(world)).id, as: 'not_so' as const, reason: 'It is lit at dusk' } }),
    audit: ['handbook.flag.answered'],
    events: ['handbook.flag.answered'],
    unknown: 'flag.unknown',
  },
  'handbook.sources.create': {
    given: () => ({ input: { url: 'https://git.quay.example/book.git', tree: 'sampled' } }),
    audit: ['handbook.source.created'],
    events: ['handbook.source.asked'],
  },
  'handbook.sources.set': {
    given: async (world: World) => ({ input: { id: await sourceOf(world, 'sampled set'), as: 'paused' as const } }),
    audit: ['handbook.source.set'],
    unknown: 'source.unknown',
  },
  'handbook.sources.look': {
    given: async (world: World) => ({ input: { id: await sourceOf(world, 'sampled look') } }),
    audit: ['handbook.source.asked'],
    events: ['handbook.source.asked'],
    unknown: 'source.unknown',
  },
  'handbook.attachments.add': {
    given: async (world: World) => ({
      input: {
        id: (await world.ask(promise.pagesCreate, { source: lamp })).id,
        file: { name: 'lamp.svg', type: 'image/svg+xml', content: drawn },
      },
    }),
    audit: ['handbook.attachment.added'],
    unknown: 'page.unknown',
  },
  'handbook.playbooks.import': {
    given: async () => ({
      input: { file: '{"version":1,"title":"The lamp","checklists":[{"title":"Dusk","items":[{"title":"Climb"}]}]}' },
    }),
    audit: ['handbook.page.created', 'handbook.playbook.imported'],
    events: ['handbook.page.published'],
  },
  'handbook.schedules.create': {
    given: async (world: World) => ({ input: { id: await inForce(world), ...weekly(world) } }),
    audit: ['handbook.schedule.created'],
    events: ['handbook.schedule.changed'],
    unknown: 'page.unknown',
  },
  'handbook.schedules.set': {
    given: async (world: World) => {
      const { id } = await world.ask(promise.schedulesCreate, { id: await inForce(world), ...weekly(world) })
      return { input: { id, as: 'paused' as const } }
    },
    audit: ['handbook.schedule.set'],
    events: ['handbook.schedule.changed'],
    unknown: 'schedule.unknown',
  },
  'handbook.trainings.require': {
    given: async (world: World) => ({
      input: { id: await inForce(world), groups: [await groupOf(world, world.ids.mate)], mode: 'ack' as const },
    }),
    audit: ['handbook.training.required', 'handbook.training.followed'],
    events: ['handbook.training.assigned'],
    unknown: 'page.unknown',
  },
  'handbook.questions.write': {
    given: async (world: World) => ({ input: { id: await inForce(world), source: quiz } }),
    audit: ['handbook.quiz.written'],
    unknown: 'page.unknown',
  },
  'handbook.trainings.acknowledge': {
    given: async (world: World) => ({ input: { id: await asked(world, { mode: 'ack' }), no: 1, printed_name: 'Mara Okonjo' } }),
    audit: proven,
    events: completed,
    unknown,
  },
  'handbook.trainings.answer': {
    given: async (world: World) => ({ input: { id: await asked(world, { mode: 'quiz' }), no: 1, answers: [[0], [0], [0]] } }),
    audit: ['handbook.quiz.tried', ...proven],
    unknown,
  },
  'handbook.trainings.observe': {
    given: async (world: World) => ({
      input: { id: await asked(world, { mode: 'observed', person: world.ids.mate }), note: 'The lamp was lit' },
    }),
    audit: proven,
    events: completed,
    unknown,
  },
  'handbook.trainings.waive': {
    given: async (world: World) => ({
      input: { id: await asked(world, { mode: 'ack', person: world.ids.mate }), until: '2027-01-31', reason: 'On leave until then' },
    }),
    audit: ['handbook.training.waived'],
    unknown,
  },
  'handbook.alignment.set': {
    given: async (world: World) => ({ input: { id: await inForce(world), methods: [] } }),
    audit: ['handbook.procedure.aligned'],
    events: ['handbook.procedure.aligned'],
    unknown: 'page.unknown',
  },
  'handbook.alignment.waive': {
    given: async (world: World) => ({ input: { id: await inForce(world), ...unplanned } }),
    audit: ['handbook.procedure.waived'],
    events: ['handbook.procedure.waived'],
    unknown: 'page.unknown',
  },
  'handbook.exceptions.ask': {
    given: async (world: World) => ({ input: { id: await inForce(world), ...departing } }),
    audit: ['handbook.exception.asked'],
    unknown: 'page.unknown',
  },
  'handbook.exceptions.answer': {
    given: async (world: World) => {
      const { id } = await world.ask(promise.exceptionsAsk, { id: await inForce(world), ...departing }, world.person('sales'))
      return { input: { id, as: 'granted' as const, reason: 'For this week' } }
    },
    audit: ['handbook.exception.granted'],
    events: ['handbook.exception.granted'],
    unknown: 'exception.unknown',
  },
  'handbook.exceptions.end': {
    given: async (world: World) => ({
      input: { id: (await world.ask(promise.exceptionsAsk, { id: await inForce(world), ...departing })).id },
    }),
    audit: ['handbook.exception.ended'],
    unknown: 'exception.unknown',
    alone: 'it ends as it is',
  },
}
