import { z } from 'zod'
import { fileInput } from '../../../kernel/files/shape.ts'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { idShape, nameShape, versionShape } from '../../../kernel/shapes.ts'
import { audience, groups } from './shapes.ts'

const types = [
  ...(['application/zip', 'application/x-zip-compressed', 'application/octet-stream', 'application/json'] as const),
  ...(['application/x-ndjson', 'text/csv', 'text/plain'] as const),
] as const

const channel = z.object({
  key: z.string(),
  name: z.string(),
  kind: z.enum(['open', 'private', 'direct', 'unsaid']).describe('unsaid: the file does not say who reads it'),
  messages: z.int().describe('of persons'),
  people: z.int().describe('who wrote'),
  from: z.string().nullable(),
  to: z.string().nullable(),
  seen_by: z
    .int()
    .nullable()
    .describe('how many of those who keep the handbook read it, and would see what is found; null: every colleague may read it'),
  taken: z.boolean(),
})

const chatLine = z.object({
  id: z.string(),
  name: z.string(),
  format: z.enum(['mattermost_bulk', 'mattermost_answer', 'mattermost_table', 'slack']),
  state: z.enum(['listed', 'mining', 'mined', 'discarded']),
  created_at: z.date(),
  by: z.object({ id: z.string(), name: z.string() }),
  delete_after: z.string().describe('the day on which the file is gone at the latest; it is gone as soon as it was read'),
  messages: z.int(),
})

const chatDetail = chatLine.extend({
  channels: z.array(channel),
  bad: z.array(z.object({ at: z.string(), why: z.string() })).describe('what could not be read, the first of them'),
  bad_count: z.int(),
  reason: z.string().nullable(),
  found: z
    .object({ channels: z.int(), done: z.int(), messages: z.int(), questions: z.int(), answered: z.int(), raised: z.int() })
    .nullable(),
  may: z.array(z.string()),
})

export const chatsPreview = operation({
  name: 'handbook.chats.preview',
  method: 'POST',
  path: '/handbook/chat-imports',
  right: 'handbook.maintain',
  stepUp: true,
  largest: 36 * 1024 * 1024,
  upload: 'file',
  status: 201,
  summary: 'Lists the channels of an export of a chat; nothing of what was said is looked into before some of them are confirmed',
  input: z.object({
    file: fileInput(types, 35_000_000).describe(
      'up to 25 MiB: a bulk export of Mattermost (lines of JSON, or a ZIP with them), what its interface answers, the table of a channel, or the ZIP of Slack',
    ),
  }),
  output: chatDetail,
})

export const chatsGet = operation({
  name: 'handbook.chats.get',
  method: 'GET',
  path: '/handbook/chat-imports/{id}',
  right: 'handbook.restricted',
  summary: 'An import of a chat: its channels, how far it is, and what was found',
  input: z.object({ id: idShape }),
  output: chatDetail,
})

export const chatsList = operation({
  name: 'handbook.chats.list',
  method: 'GET',
  path: '/handbook/chat-imports',
  right: 'handbook.restricted',
  summary: 'Imports of chats, the newest first',
  input: z.object({ limit: z.int().min(1).max(200).default(20), cursor: z.string().optional() }),
  output: z.object({ items: z.array(chatLine), next: z.string().nullable() }),
})

const keys = z.array(z.string().min(1).max(2000)).max(5000)

export const chatsConfirm = operation({
  name: 'handbook.chats.confirm',
  method: 'POST',
  path: '/handbook/chat-imports/{id}/confirmations',
  right: 'handbook.maintain',
  stepUp: true,
  status: 202,
  summary: 'Reads the channels that are named, in the background; asked again, it goes on where it was stopped',
  input: z.object({
    id: idShape,
    channels: keys.describe('by their keys'),
    opened: keys.default([]).describe('of those of which the file does not say it: every colleague may read them'),
    include_private: z.boolean().default(false).describe('also channels that are not open, and direct messages'),
    reason: nameShape.min(10).max(500).optional().describe('include_private: why; whoever answers for privacy is told'),
  }),
  output: chatDetail,
})

export const chatsDiscard = operation({
  name: 'handbook.chats.discard',
  method: 'POST',
  path: '/handbook/chat-imports/{id}/discards',
  right: 'handbook.maintain',
  summary: 'Throws the file away; of one that was read also the questions that came from it',
  input: z.object({ id: idShape }),
  output: chatDetail,
})

export const questionsGive = operation({
  name: 'handbook.questions.give',
  method: 'POST',
  path: '/handbook/questions',
  right: 'handbook.follow',
  summary:
    'Gives a question that one has come upon, for what people ask again and again: 280 letters of it, without addresses, numbers and names. Every colleague may read it. It is looked at in the night',
  input: z.object({
    text: nameShape.min(10).max(4000).describe('what was asked, as it was asked'),
    link: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional()
      .describe('where it was asked: what stands behind ? and # is not kept'),
  }),
  output: z.object({ kept: z.boolean().describe('false: it was given already') }),
  status: 201,
})

const page = z.object({ id: z.string(), title: z.string() })
const candidateState = z.enum(['raised', 'known', 'accepted', 'dismissed'])

const candidateLine = z.object({
  id: z.string(),
  title: z.string(),
  state: candidateState.describe('known: a page has it, and people ask all the same'),
  accepted_as: z.enum(['page', 'alias']).nullable(),
  rank: z.string().describe('items × log₂(1 + askers) × 0.5^(days since the last ÷ 60)'),
  items: z.int(),
  askers: z.int(),
  answers: z.int().describe('replies that say how it is done'),
  linked: z.int().describe('questions to which somebody answered with the page that has it'),
  last: z.date(),
  best: page.nullable().describe('the page that holds most of it, as far as the asker may open it'),
  cover: z.string().describe('how much of its heaviest words that page holds, from 0 to 1; below 0.55 nobody has written it'),
  held: z.boolean().describe('one person gives six of ten and more of its answers'),
  raised: z.string(),
  narrow: z.boolean().describe('made of channels that only some read: nobody else sees it'),
  page: page.nullable().describe('the page that was begun, or whose name it is'),
  version: z.int(),
})

export const candidatesList = listOperation({
  name: 'handbook.candidates.list',
  path: '/handbook/candidates',
  right: 'handbook.restricted',
  summary: 'What people ask for again and again and no page says, the most wanted first',
  row: candidateLine,
  list: {
    columns: {
      title: { title: 'Asked for', kind: 'text', shown: true },
      rank: { title: 'Rank', kind: 'count', shown: true },
      items: { title: 'Questions', kind: 'count', shown: true },
      askers: { title: 'Askers', kind: 'count', shown: true },
      answers: { title: 'Answers', kind: 'count' },
      best: { title: 'Nearest page', kind: 'text', value: 'best.title', shown: true, empty: 'None' },
      cover: { title: 'Cover', kind: 'percent', shown: true },
      held: { title: 'Held by one', kind: 'yes', shown: true },
      last: { title: 'Last', kind: 'instant', shown: true },
      raised: { title: 'Raised', kind: 'day' },
      state: {
        title: 'State',
        kind: 'choice',
        choices: { raised: 'Raised', known: 'A page has it', accepted: 'Accepted', dismissed: 'Dismissed' },
        shown: true,
      },
    },
    sort: '-rank',
    search: 'what is asked for, nearest page',
  },
})

const evidence = z.object({
  id: z.string(),
  source: z.enum(['chat', 'search', 'flag', 'request', 'given']),
  place: z.string().describe('the channel, the number of the request, the page'),
  at: z.date(),
  text: z.string(),
  replies: z.int(),
  answer: z.string().nullable(),
  solid: z.boolean().describe('the answer says how it is done; else it is what was said first'),
  thanked: z.boolean(),
  answered_by: z.string().nullable().describe('a colleague; null where nobody knows who it was'),
})

const candidateDetail = candidateLine.extend({
  terms: z.array(z.string()),
  held_by: z.string().nullable().describe('whose knowledge it is, where it is a colleague'),
  reason: z.string().nullable(),
  judged: z.object({ by: z.string(), at: z.date() }).nullable(),
  evidence: z.array(evidence).describe('the newest hundred'),
  draft: z.string().describe('a procedure with the steps of the best answer'),
  may: z.array(z.string()),
})

export const candidatesGet = operation({
  name: 'handbook.candidates.get',
  method: 'GET',
  path: '/handbook/candidates/{id}',
  right: 'handbook.restricted',
  summary: 'A candidate with its questions, their answers, and a draft',
  input: z.object({ id: idShape }),
  output: candidateDetail,
})

export const candidatesAccept = operation({
  name: 'handbook.candidates.accept',
  method: 'POST',
  path: '/handbook/candidates/{id}/acceptances',
  right: 'handbook.maintain',
  edit: 'version',
  status: 201,
  summary: 'Begins a procedure of it: a draft with headings, the steps of the best answer, and what it was made of',
  input: z.object({
    id: idShape,
    if_match: versionShape.optional(),
    title: nameShape.min(3).max(120).optional().describe('its own when left out'),
    owner: idShape.optional().describe('who keeps the page; whoever asks when left out'),
    audience: audience.exclude(['public']).default('internal'),
    groups: groups.default([]).describe('restricted: who reads the page; one of channels that only some read is for groups'),
  }),
  output: candidateDetail,
})

export const candidatesAlias = operation({
  name: 'handbook.candidates.alias',
  method: 'POST',
  path: '/handbook/candidates/{id}/aliases',
  right: 'handbook.maintain',
  edit: 'version',
  summary: 'A page has it already, and is found by these words from now on',
  input: z.object({
    id: idShape,
    if_match: versionShape.optional(),
    page: idShape,
    words: nameShape.min(3).max(120),
  }),
  output: candidateDetail,
})

export const candidatesDismiss = operation({
  name: 'handbook.candidates.dismiss',
  method: 'POST',
  path: '/handbook/candidates/{id}/dismissals',
  right: 'handbook.maintain',
  edit: 'version',
  summary: 'Nothing is to be written; it comes again once it is asked for twice as often',
  input: z.object({ id: idShape, if_match: versionShape.optional(), reason: nameShape.min(3).max(500) }),
  output: candidateDetail,
})
