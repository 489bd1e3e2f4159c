import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { checks } from '../rules/checks.ts'
import { idShape, nameShape, versionShape } from '../../../kernel/shapes.ts'

export const findabilityRead = operation({
  name: 'handbook.findability.read',
  method: 'GET',
  path: '/handbook/findability',
  right: 'handbook.read',
  summary:
    'At which place the search has each procedure for its own title, its trigger, the words of links to it and what readers asked for',
  input: z.object({}),
  output: z.object({
    procedures: z.int(),
    findable: z.int().describe('found first by their title, and among the first three by their trigger'),
    at: z.date().nullable().describe('when it was looked last'),
    open: z
      .object({ pages: z.int(), findable: z.int(), at: z.date().nullable() })
      .describe('pages for everyone, and those that fail none of the twelve checks'),
    items: z.array(
      z.object({
        id: z.string(),
        number: z.string(),
        title: z.string(),
        findable: z.boolean(),
        asked: z.array(
          z.object({
            as: z.enum(['title', 'trigger', 'link', 'alias']),
            words: z.string(),
            place: z.int().nullable().describe('from one; null: not among the first twenty'),
            first: z.object({ id: z.string(), title: z.string() }).nullable().describe('what is found first in its stead'),
          }),
        ),
      }),
    ),
  }),
})

export const unfindableList = listOperation({
  name: 'handbook.unfindable.list',
  path: '/handbook/unfindable',
  right: 'handbook.read',
  summary: 'What keeps pages for everyone from being found, by people and by web search: each check that fails, and what to do about it',
  row: z.object({
    id: z.string(),
    page: z.string(),
    title: z.string(),
    number: z.string().nullable(),
    href: z.string().describe('its public address'),
    check: z.enum(checks),
    says: z.string(),
    do: z.string(),
    since: z.string(),
    kind: z.enum(['page', 'procedure']),
  }),
  list: {
    columns: {
      title: { title: 'Page', kind: 'text', shown: true },
      check: {
        title: 'Check',
        kind: 'choice',
        choices: {
          text: 'What is sent is what it says',
          sitemap: 'Once in the sitemap',
          address: 'Names its own address',
          indexed: 'Open to web search',
          title: 'A title of its own',
          description: 'Says what it is for',
          heading: 'One first heading',
          near: 'Three clicks away',
          linked: 'Linked to',
          data: 'Read by programs',
          first: 'First for its title',
          light: 'Light, and with words for pictures',
        },
        shown: true,
      },
      says: { title: 'What is so', kind: 'text', shown: true, asked: false },
      do: { title: 'What to do', kind: 'text', shown: true, asked: false },
      since: { title: 'Since', kind: 'day', shown: true },
      kind: { title: 'Kind', kind: 'choice', choices: { page: 'A page', procedure: 'A procedure' } },
      page: { title: 'Page’s id', kind: 'text' },
    },
    sort: '-since',
    search: 'page, address, what is so',
  },
})

const answer = z.enum(['alias', 'to_write', 'nothing'])
const missedLine = z.object({
  id: z.string(),
  words: z.string(),
  tier: z.enum(['house', 'public']),
  times: z.int(),
  first_day: z.string(),
  last_day: z.string(),
  state: z.enum(['open', 'alias', 'to_write', 'nothing']),
  page: z.object({ id: z.string(), title: z.string() }).nullable(),
  version: z.int(),
})

export const missedList = listOperation({
  name: 'handbook.missed.list',
  path: '/handbook/missed',
  right: 'handbook.restricted',
  summary:
    'Questions to the search that found nothing, by their words and how often; nothing of who asked. Of everyone outside 200 new ones a day are kept',
  row: missedLine,
  list: {
    columns: {
      words: { title: 'Asked for', kind: 'text', shown: true },
      times: { title: 'Times', kind: 'count', shown: true },
      tier: { title: 'By', kind: 'choice', choices: { house: 'Colleagues', public: 'Everyone' }, shown: true },
      last: { title: 'Last', kind: 'day', value: 'last_day', shown: true },
      first: { title: 'First', kind: 'day', value: 'first_day' },
      state: {
        title: 'Answer',
        kind: 'choice',
        choices: { open: 'Open', alias: 'A page has it', to_write: 'To be written', nothing: 'Nothing to do' },
        shown: true,
      },
    },
    sort: '-last',
    search: 'its words',
  },
})

export const missedNote = operation({
  name: 'handbook.missed.note',
  method: 'POST',
  path: '/handbook/missed',
  right: 'handbook.follow',
  summary: 'Counts a question that found nothing, by its words alone; one of which some page holds the half counts for nothing',
  input: z.object({
    words: z.string().min(1).max(200),
    followed: z.boolean().default(false).describe('something that was found was opened: it is counted as asked, and as nothing missed'),
  }),
  output: z.object({ counted: z.boolean() }),
})

export const missedAnswer = operation({
  name: 'handbook.missed.answer',
  method: 'POST',
  path: '/handbook/missed/{id}/answers',
  right: 'handbook.maintain',
  summary: 'What becomes of a question that found nothing: another name of a page, a line to be written in the contents, or nothing',
  edit: 'version',
  input: z.object({
    id: idShape,
    if_match: versionShape.optional(),
    as: answer,
    page: idShape.nullable().default(null).describe('alias: whose name it is'),
    function: idShape.nullable().default(null).describe('to_write: below which function it stands'),
    label: nameShape.max(120).optional().describe('to_write: how the contents call it; the words when left out'),
  }),
  output: missedLine,
})
