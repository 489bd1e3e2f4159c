import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { readingShape } from './expected.ts'
import { currencyShape, dayShape, decimalShape, idShape, minorShape, nameShape, versionShape } from '../../../kernel/shapes.ts'

export const stateShape = z.enum([
  'collecting',
  'ready',
  'decided',
  'performing',
  'done',
  'reviewed',
  'superseded',
  'reversed',
  'withdrawn',
])
const letter = z.enum(['R', 'A', 'P', 'I', 'D'])
const someone = z.object({ id: z.string(), name: z.string() })
/** What is written at length; each may have 60 KiB, which the command says. */
export const longText = z.string().trim().max(61_440)
const line = nameShape.min(1).max(300)

export const optionShape = z.object({
  title: line,
  pros: z.array(line).max(20).default([]),
  cons: z.array(line).max(20).default([]),
  consequence: nameShape.max(500).nullable().default(null),
  proposed: z.boolean().default(false),
})
export const effectShape = z.object({
  kind: z.enum(['stop', 'cap', 'target', 'owner']).describe('what is stopped, capped, aimed at or given to an owner'),
  about: nameShape.min(1).max(200).describe('the metric or thing in question, as plans name it'),
  value: nameShape.max(100).nullable().default(null),
  from_day: dayShape.optional().describe('the day of the decision without it'),
  until_day: dayShape.optional(),
})
export const expectedShape = z.object({
  metric: z.string().min(1).max(100),
  value: decimalShape,
  on: dayShape.describe('the day on which it is read'),
})
const spendShape = z.object({ amount_minor: minorShape.min(1), currency: currencyShape })
const subjectShape = z.object({
  room: z.string(),
  kind: z.string(),
  id: z.string(),
  version_hash: z.string().nullable(),
  title: z.string(),
  href: z.string(),
  stale: z.boolean().describe('another version stands now than the one that was put forward'),
})

const lineOf = z.object({
  id: z.string(),
  number: z.string(),
  issue: z.string(),
  kind: z.enum(['decision', 'signoff']),
  state: stateShape,
  type: z.int().describe('1: hard to undo, 2: easy to undo'),
  need_by: dayShape,
  decider: someone,
  opened_by: z.string(),
  opened_day: dayShape,
  outcome: z.string().nullable(),
  decided_day: dayShape.nullable(),
  review_on: dayShape.nullable(),
  audience: z.enum(['internal', 'restricted']),
  answered: z.int(),
  asked: z.int(),
  objections: z.int(),
  late: z.boolean(),
  stale: z.boolean(),
  waits_for_me: z.boolean(),
})

export const decisionsList = listOperation({
  name: 'decisions.decisions.list',
  path: '/decisions/decisions',
  right: 'decisions.read',
  summary: 'The ledger of decisions',
  row: lineOf.extend({
    to_review: z.boolean().describe('the day to look back at it has come'),
    expectation: z.enum(['awaited', 'hit', 'missed']).nullable().describe('how what was expected of it came out'),
  }),
  input: {
    state: stateShape.optional(),
    view: z
      .enum(['mine_to_decide', 'waiting_for_me', 'late', 'stale', 'unreviewed'])
      .optional()
      .describe('mine_to_decide: I am D and it is open; waiting_for_me: my answer or decision is due; late: its last day is over'),
  },
  list: {
    columns: {
      issue: { title: 'Question', kind: 'text', shown: true },
      number: { title: 'Number', kind: 'text', shown: true },
      decider: { title: 'Decides', kind: 'person', value: 'decider.name', id: 'decider.id', shown: true },
      answered: { title: 'Answered', kind: 'count', asked: false, shown: true },
      asked: { title: 'Asked', kind: 'count', asked: false },
      objections: { title: 'Objections', kind: 'count', asked: false },
      need_by: { title: 'By', kind: 'day', shown: true },
      state: {
        title: 'State',
        kind: 'choice',
        choices: {
          collecting: 'Collecting answers',
          ready: 'To be decided',
          decided: 'Decided',
          performing: 'Being carried out',
          done: 'Done',
          reviewed: 'Reviewed',
          superseded: 'Replaced',
          reversed: 'Reversed',
          withdrawn: 'Withdrawn',
        },
        shown: true,
      },
      outcome: {
        title: 'Outcome',
        kind: 'choice',
        choices: { accept: 'Accepted', accept_changed: 'Accepted with changes', reject: 'Rejected', defer: 'Put off' },
        empty: 'None yet',
      },
      decided_day: { title: 'Decided', kind: 'day', empty: 'Not yet' },
      review_on: { title: 'Looked back at', kind: 'day', empty: 'No day' },
      type: { title: 'Type', kind: 'choice', choices: { 1: 'Hard to undo', 2: 'Can be undone' } },
      kind: { title: 'Kind', kind: 'choice', choices: { decision: 'Decision', signoff: 'Sign-off' } },
      opened_by: { title: 'Opened by', kind: 'text' },
      opened_day: { title: 'Opened', kind: 'day' },
      late: { title: 'Late', kind: 'yes' },
      stale: { title: 'On an older version', kind: 'yes' },
      to_review: { title: 'To look back at', kind: 'yes' },
      expectation: {
        title: 'Expected effect',
        kind: 'choice',
        choices: { awaited: 'Not read yet', hit: 'Came', missed: 'Did not come' },
        empty: 'None stated',
      },
      waits_for_me: { title: 'Waits for me', kind: 'yes' },
      audience: { title: 'Seen by', kind: 'choice', choices: { internal: 'All colleagues', restricted: 'The few' } },
    },
    sort: '-number',
    search: 'number, question',
    plain: { state: 'state' },
  },
})

const answerShape = z.object({
  id: z.string(),
  party_id: z.string(),
  by: z.string(),
  for: z.string().nullable().describe('whose place the answerer stood in'),
  stance: z.string(),
  text: z.string().nullable(),
  text_no: z.int(),
  round: z.int(),
  at: z.date(),
  source: z.enum(['given', 'silence']),
})
const leftAlone = z.object({ name: z.string(), stand_in: z.string() })
const partyShape = z.object({
  id: z.string(),
  letter,
  name: z.string(),
  group: z.boolean(),
  members: z.array(someone),
  fell_to_lead: z.boolean(),
  state: z.enum(['none', 'answered', 'stale', 'decides']),
  stance: z.string().nullable(),
  text_no: z.int().nullable(),
  moved: z.array(z.string()).describe('parts that changed since the answer'),
  answered_at: z.date().nullable(),
  mine: z.boolean().describe('whoever looks may answer for it'),
  in_place_of: z.string().nullable().describe('in whose place, where it is not their own'),
  kept: z.string().nullable().describe('the sign-off in which they agreed to all that the text of now says: nothing is asked of them'),
  left_alone: z.array(leftAlone).describe('who is away and answers themselves, since their stand-in has answered for another party'),
})
const textShape = z.object({
  no: z.int(),
  issue: z.string(),
  proposal: z.string(),
  options: z.array(optionShape),
  subjects: z.array(subjectShape),
  hash: z.string(),
  at: z.date(),
  by: z.string(),
})

export const decisionShape = lineOf.extend({
  method: z.enum(['written', 'meeting', 'data_review']),
  text: textShape,
  texts: z.array(z.object({ no: z.int(), hash: z.string(), issue: z.string(), proposal: z.string(), at: z.date(), by: z.string() })),
  round: z.int(),
  a_reason: z.string().nullable(),
  spend: spendShape.nullable(),
  off_cycle: z.boolean(),
  estimate: z.object({ amount_minor: minorShape, note: z.string().nullable(), at: z.date() }).nullable(),
  parties: z.array(partyShape),
  answers: z.array(answerShape),
  unmet: z.array(z.object({ code: z.string(), text: z.string() })).describe('what is missing before it can be decided'),
  informed: z.array(someone.extend({ read_no: z.int().nullable() })),
  effects: z.array(effectShape.extend({ from_day: dayShape, until_day: dayShape.nullable() })),
  expected: expectedShape
    .extend({ read: readingShape.nullable().describe('as it was read on its day; null before, and while nobody knows it') })
    .nullable(),
  actions: z.array(
    z.object({ id: z.string(), number: z.string(), text: z.string(), dri: someone, due: dayShape, state: z.string(), late: z.boolean() }),
  ),
  outcome_text: z.string().nullable(),
  rationale: z.string().nullable(),
  override_reason: z.string().nullable(),
  no_actions: z.boolean(),
  decided_by: z.string().nullable(),
  decided_for: z.string().nullable(),
  made_in: z.object({ title: z.string(), href: z.string() }).nullable(),
  legacy: z.boolean(),
  review: z.object({ result: z.string(), note: z.string().nullable(), at: z.date() }).nullable(),
  supersedes: z.object({ id: z.string(), number: z.string(), issue: z.string() }).nullable(),
  superseded_by: z.object({ id: z.string(), number: z.string(), issue: z.string() }).nullable(),
  ended_on: dayShape.nullable(),
  ended_reason: z.string().nullable(),
  version: z.int().describe('send back as If-Match when the text changes'),
  may: z.array(z.string()),
})

export const decisionsGet = operation({
  name: 'decisions.decisions.get',
  method: 'GET',
  path: '/decisions/decisions/{id}',
  right: 'decisions.read',
  summary: 'A decision with its text, who answered on which text, what was decided and what followed',
  input: z.object({ id: z.string().max(40).describe('its id or number') }),
  output: decisionShape,
})

export const decisionsNear = operation({
  name: 'decisions.decisions.near',
  method: 'GET',
  path: '/decisions/near',
  right: 'decisions.read',
  summary: 'Earlier decisions nearest to a question: we decided this before',
  input: z.object({ issue: z.string().max(300), proposal: z.string().max(4000).default('') }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        number: z.string(),
        issue: z.string(),
        state: stateShape,
        outcome: z.string().nullable(),
        decided_day: dayShape.nullable(),
        in_force: z.boolean(),
      }),
    ),
  }),
})

const wantedParty = z.object({ letter, person_id: idShape.optional(), group_id: idShape.optional() })
const wording = {
  issue: line.describe('the question, in one sentence'),
  proposal: longText.describe('what is proposed, as one would tell somebody to do it'),
  options: z.array(optionShape).max(12).default([]),
}

export const decisionsCreate = operation({
  name: 'decisions.decisions.create',
  method: 'POST',
  path: '/decisions/decisions',
  right: 'decisions.write',
  summary: 'Opens a decision: whoever opens it recommends it',
  input: z.object({
    ...wording,
    type: z.union([z.literal(1), z.literal(2)]).default(2),
    method: z.enum(['written', 'meeting', 'data_review']).default('written'),
    need_by: dayShape.optional().describe('the last day; five working days without it'),
    parties: z.array(wantedParty).min(1).max(40).describe('who decides (D), agrees (A), is heard (I), carries it out (P), recommends (R)'),
    a_reason: nameShape.max(500).optional(),
    spend: spendShape.optional(),
    off_cycle: z.boolean().default(false).describe('spent beside the budget'),
    audience: z.enum(['internal', 'restricted']).default('internal'),
    informed: z.array(idShape).max(200).default([]).describe('persons or groups who are told'),
    effects: z.array(effectShape).max(20).default([]),
    expected: expectedShape.optional(),
    supersedes: idShape.optional().describe('the decision that this one would replace'),
    source: z.string().max(200_000).optional().describe('the Markdown record that it was read from, kept byte for byte'),
  }),
  output: decisionShape,
  status: 201,
})

export const decisionsRewrite = operation({
  name: 'decisions.decisions.rewrite',
  method: 'PUT',
  path: '/decisions/decisions/{id}/text',
  right: 'decisions.write',
  edit: 'version',
  summary: 'Puts another text forward: answers stay with the text that they were given on',
  input: z.object({ id: idShape, if_match: versionShape.optional(), ...wording }),
  output: decisionShape,
})
