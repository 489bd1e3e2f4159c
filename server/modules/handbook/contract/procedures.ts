import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { dayShape, idShape } from '../../../kernel/shapes.ts'
import { askKinds } from '../rules/asks.ts'
import { scheduleShape } from './expected.ts'
import { audience, changeClass, note, someone, source } from './shapes.ts'

const state = z
  .enum(['draft', 'in_force', 'revising', 'retired'])
  .describe('draft: readable, and nobody has agreed to it; revising: another text is put forward, and the one in force stays')
const freshness = z.enum(['fresh', 'due_soon', 'due', 'overdue'])
const agreed = z.enum(['agreed', 'carried', 'stale', 'none'])
const tier = z.int().min(1).max(3).describe('1: money, licences, personal data, law')
const decision = z.object({ id: z.string(), number: z.string() })
const unmet = z.array(z.object({ code: z.string(), text: z.string(), item: z.string().optional() }))

const askShape = z.object({
  name: z.string(),
  kind: z.enum(askKinds),
  choices: z.array(z.string()),
  currency: z.string().nullable(),
  optional: z.boolean(),
})

export const stepShape = z.object({
  key: z.string().describe('the same for a step that goes on in a later text'),
  position: z.string(),
  title: z.string(),
  html: z.string(),
  role: z.string().nullable(),
  system: z.string().nullable(),
  input: z.string().nullable(),
  output: z.string().nullable(),
  check: z.string().nullable(),
  minutes: z.int().nullable(),
  fails: z.string().nullable().describe('what to do where it fails'),
  approve: z.string().nullable().describe('it is an approval, and by whom; never by whoever began the run or did another step of it'),
  asks: z.array(askShape).describe('what is written down with it'),
  only: z.string().nullable().describe('when it is needed, over what earlier steps were answered: amount > 5,000'),
  who: z.string().nullable().describe('a person, a group or a role; whoever began the run where it names nobody'),
  due: z.string().nullable().describe('2 business days after start, 1 week after step 3'),
})

const proposalShape = z.object({
  id: z.string(),
  page: z.string(),
  base: z.int(),
  class: changeClass,
  note: z.string(),
  by: someone,
  at: z.date(),
  state: z.enum(['asked', 'agreed', 'returned', 'published', 'replaced', 'withdrawn']),
  decision: decision.extend({ need_by: z.string() }),
  unmet: unmet.describe('what still stands between this text and its being followed'),
  may: z.array(z.string()),
})

export const proceduresList = listOperation({
  name: 'handbook.procedures.list',
  path: '/handbook/procedures',
  right: 'handbook.read',
  summary: 'Procedures that the asker may open, with what is known of each',
  row: z.object({
    id: z.string(),
    number: z.string(),
    title: z.string(),
    function: z.string().nullable(),
    state,
    listed: z.boolean(),
    aligned: z.boolean().describe('it serves a method of a plan in force'),
    owner: someone,
    backup: someone.nullable(),
    agreed,
    review_on: z.string().nullable(),
    review: freshness.nullable(),
    tier: z.enum(['1', '2', '3']),
    audience,
  }),
  list: {
    columns: {
      title: { title: 'Procedure', kind: 'text', shown: true },
      number: { title: 'Number', kind: 'text', shown: true },
      function: { title: 'Function', kind: 'text', shown: true, empty: 'In no contents' },
      state: {
        title: 'State',
        kind: 'choice',
        choices: { draft: 'Draft', revising: 'Being revised', in_force: 'In force', retired: 'Retired' },
        shown: true,
      },
      agreed: {
        title: 'Agreed to',
        kind: 'choice',
        choices: { agreed: 'Agreed', carried: 'Carried over', stale: 'Another text', none: 'Nobody yet' },
        shown: true,
        asked: false,
      },
      review: { title: 'Next review', kind: 'day', value: 'review_on', shown: true, empty: 'None yet' },
      owner: { title: 'Owner', kind: 'person', value: 'owner.name', id: 'owner.id', shown: true },
      backup: { title: 'Backup', kind: 'person', value: 'backup.name', id: 'backup.id', empty: 'Nobody' },
      listed: { title: 'In the contents', kind: 'yes' },
      aligned: { title: 'Serves a plan', kind: 'yes' },
      tier: { title: 'Risk', kind: 'choice', choices: { '1': 'High', '2': 'Middle', '3': 'Low' } },
      audience: {
        title: 'Seen by',
        kind: 'choice',
        choices: { public: 'Everyone', internal: 'All colleagues', restricted: 'The few' },
      },
    },
    sort: 'number',
    search: 'title, summary, path, number',
  },
})

export const proceduresGet = operation({
  name: 'handbook.procedures.get',
  method: 'GET',
  path: '/handbook/procedures/{id}',
  right: 'handbook.read',
  summary: 'A procedure as the asker may read it: its steps, who agreed to it, when it is read again',
  input: z.object({ id: idShape.describe('of its page') }),
  output: z.object({
    id: z.string(),
    number: z.string(),
    title: z.string(),
    state,
    tier,
    purpose: z.string().nullable(),
    scope: z.string().nullable(),
    trigger: z.string().nullable(),
    promise: z.string().nullable(),
    exceptions: z.string().nullable(),
    function: z.object({ id: z.string(), name: z.string() }).nullable(),
    in_force: z.object({ no: z.int(), label: z.string(), since: z.string() }).nullable(),
    agreed: z.object({
      is: agreed,
      decision: decision.nullable(),
      by: z.string().nullable(),
      day: z.string().nullable(),
    }),
    review: z
      .object({
        on: z.string(),
        is: freshness,
        reviewed_on: z.string(),
        months: z.int(),
        pulled_by: z.enum(['rate', 'flags', 'exceptions']).nullable().describe('what brought it forward'),
      })
      .nullable(),
    rapid: z.array(z.object({ letter: z.enum(['R', 'A', 'P', 'I', 'D']), sign: z.string(), name: z.string().nullable() })),
    steps: z.array(stepShape),
    schedules: z.array(scheduleShape).describe('rhythms in which it is followed, that have not ended'),
    triggers: z.array(z.string()).describe('events because of which it is to be followed, as the text names them'),
    unmet: unmet.describe('of a draft: what still stands between its text and its being followed'),
    proposal: proposalShape.nullable(),
    may: z.array(z.string()),
  }),
})

export const proceduresReview = operation({
  name: 'handbook.procedures.review',
  method: 'POST',
  path: '/handbook/procedures/{id}/reviews',
  right: 'handbook.write',
  summary: 'Says that a procedure in force was read again and is still right',
  input: z.object({ id: idShape, note }),
  output: z.object({ reviewed_on: z.string(), review_on: z.string() }),
})

export const proposalsCreate = operation({
  name: 'handbook.proposals.create',
  method: 'POST',
  path: '/handbook/pages/{id}/proposals',
  right: 'handbook.write',
  summary: 'Puts a text of a procedure forward: those whom it names agree to exactly this text',
  input: z.object({
    id: idShape,
    base: z.int().min(1).describe('the number of the text that was changed'),
    source: source.optional().describe('the text as it stands when left out'),
    note,
    need_by: dayShape.optional(),
  }),
  output: proposalShape,
  status: 201,
})

export const proposalsGet = operation({
  name: 'handbook.proposals.get',
  method: 'GET',
  path: '/handbook/proposals/{id}',
  right: 'handbook.read',
  summary: 'A text that was put forward, and what it changes, as far as the asker may read it',
  input: z.object({ id: idShape }),
  output: proposalShape.extend({
    title: z.string(),
    html: z.string(),
    public_html: z.string().nullable().describe('what everyone would see; null where nobody outside would'),
    public_hash: z.string().nullable(),
    runs: z.array(z.object({ mark: z.enum(['same', 'removed', 'added']), text: z.string() })),
  }),
})

export const proposalsWithdraw = operation({
  name: 'handbook.proposals.withdraw',
  method: 'POST',
  path: '/handbook/proposals/{id}/withdrawals',
  right: 'handbook.write',
  summary: 'Takes back a text that was put forward: nobody is asked about it any more',
  input: z.object({ id: idShape, reason: note }),
  output: proposalShape,
})

export const proposalsPublish = operation({
  name: 'handbook.proposals.publish',
  method: 'POST',
  path: '/handbook/proposals/{id}/publications',
  right: 'handbook.write',
  summary: 'Puts an agreed text in force; all that is still missing is said at once',
  input: z.object({ id: idShape, public_hash: z.string().optional() }),
  output: proposalShape,
})
