import * as promise from '../../../server/modules/handbook/contract.ts'
import { bulk, dongle } from '../../cast/chats.ts'
import type { World } from '../../cast/writes.ts'

const file = () => ({
  name: 'office.jsonl',
  type: 'application/octet-stream' as const,
  content: Buffer.from(bulk(dongle('office'))).toString('base64'),
})
const listed = (world: World) => world.ask(promise.chatsPreview, { file: file() })
const raised = async (world: World) => {
  const { id, channels } = await listed(world)
  await world.ask(promise.chatsConfirm, { id, channels: channels.map(({ key }) => key) })
  await world.drain()
  const { items } = await world.ask(promise.candidatesList, {})
  return { id: items[0]?.id ?? '', if_match: items[0]?.version ?? 1 }
}
const [chat, candidate] = ['chat.unknown', 'candidate.unknown']

/** Of what people ask for and nobody wrote. */
export const miningSamples = {
  'handbook.chats.preview': { given: () => ({ input: { file: file() } }), audit: ['handbook.chat.listed'] },
  'handbook.chats.confirm': {
    given: async (world: World) => {
      const { id, channels } = await listed(world)
      return { input: { id, channels: channels.map(({ key }) => key) } }
    },
    audit: ['handbook.chat.confirmed'],
    events: ['handbook.chat.confirmed'],
    unknown: chat,
  },
  'handbook.chats.discard': {
    given: async (world: World) => ({ input: { id: (await listed(world)).id } }),
    audit: ['handbook.chat.discarded'],
    unknown: chat,
  },
  'handbook.questions.give': {
    given: () => ({ input: { text: 'How do I replace a dongle that fell into the basin?' } }),
    audit: ['handbook.question.given'],
  },
  'handbook.candidates.accept': {
    given: async (world: World) => ({ input: { ...(await raised(world)), title: 'Replace a dongle' } }),
    audit: ['handbook.page.created', 'handbook.candidate.accepted'],
    events: ['handbook.page.published', 'handbook.gaps.counted', 'handbook.candidate.accepted'],
    unknown: candidate,
  },
  'handbook.candidates.alias': {
    given: async (world: World) => {
      const one = await raised(world)
      const page = await world.ask(promise.pagesCreate, { source: '# The depot\n\nIt sends what was lost again.\n' })
      return { input: { ...one, page: page.id, words: 'dongle in the basin' } }
    },
    audit: ['handbook.page.called', 'handbook.candidate.accepted'],
    events: ['handbook.candidate.accepted'],
    unknown: candidate,
  },
  'handbook.candidates.dismiss': {
    given: async (world: World) => ({ input: { ...(await raised(world)), reason: 'Too rare to write' } }),
    audit: ['handbook.candidate.dismissed'],
    events: ['handbook.candidate.dismissed'],
    unknown: candidate,
  },
}
