import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
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
  input: z.object({ words: z.string().min(1).max(200) }),
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
