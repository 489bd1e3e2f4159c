import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { idShape, nameShape, versionShape } from '../../../kernel/shapes.ts'
import { rules } from '../rules/truth/rules.ts'
import { audience, changeClass, note, path, someone } from './shapes.ts'

const rule = z
  .enum(rules)
  .describe('what of a text is not right; link_*: where it leads, page_*: of the page as a whole, fact: a room says otherwise')
const level = z.enum(['error', 'warn', 'info'])
const state = z
  .enum(['open', 'decided', 'meant'])
  .describe('decided: one of both is right, and the other will be changed; meant: it is meant so')
const titledPage = z.object({ id: z.string(), title: z.string() })

const line = z.object({
  id: z.string(),
  rule,
  level,
  page: titledPage,
  line: z.int().nullable().describe('of the page’s source'),
  says: z.string().describe('the passage'),
  what: z.string().describe('of the passage: the address, the value, the words'),
  other: z
    .object({
      page: titledPage.nullable().describe('null: a room of the house says it'),
      line: z.int().nullable(),
      says: z.string(),
      what: z.string(),
      href: z.string().nullable(),
    })
    .nullable(),
  owner: someone,
  state,
  first_seen: z.date(),
})

export const findingsList = listOperation({
  name: 'handbook.findings.list',
  path: '/handbook/findings',
  right: 'handbook.read',
  summary: 'What is not right in the texts of now, as far as the asker may read them',
  row: line.extend({ page_id: z.string(), other_title: z.string().nullable() }),
  list: {
    columns: {
      page: { title: 'Page', kind: 'text', value: 'page.title', shown: true },
      rule: {
        title: 'What',
        kind: 'choice',
        choices: {
          link_broken: 'Leads nowhere',
          link_anchor: 'Place is gone',
          link_retired: 'Leads to what is retired',
          link_former: 'Former address',
          page_gone: 'Retired, may have become another',
          page_orphan: 'Nothing leads to it',
          conflict: 'Values disagree',
          copy: 'Says the same twice',
          fact: 'The system says otherwise',
          not_all_compared: 'Compared in part',
          placeholder: 'Still to be written',
          long_sentence: 'Long sentence',
          hard_to_read: 'Hard to read',
          two_in_one_step: 'Two things in one step',
          unknown_letters: 'Unexplained letters',
        },
        shown: true,
      },
      other: { title: 'Against', kind: 'text', value: 'other_title', empty: 'No other page', shown: true },
      level: { title: 'Weight', kind: 'choice', choices: { error: 'Error', warn: 'Warning', info: 'Hint' }, shown: true },
      owner: { title: 'Owner', kind: 'person', value: 'owner.name', id: 'owner.id', shown: true },
      state: { title: 'State', kind: 'choice', choices: { open: 'Open', decided: 'Decided', meant: 'Meant so' }, shown: true },
      seen: { title: 'Seen first', kind: 'instant', value: 'first_seen', shown: true },
      page_id: { title: 'Page’s id', kind: 'text' },
    },
    sort: '-seen',
    search: 'page, its address and what it is about',
  },
})

const findingShape = line.extend({
  near: z
    .array(titledPage.extend({ path: z.string(), anchors: z.array(z.string()) }))
    .describe('what may have been meant, the nearest first'),
  judged: z.object({ as: z.enum(['both_meant', 'this_right', 'other_right']), reason: z.string(), by: someone, at: z.date() }).nullable(),
  version: z.int(),
  may: z.array(z.string()),
})

export const findingsGet = operation({
  name: 'handbook.findings.get',
  method: 'GET',
  path: '/handbook/findings/{id}',
  right: 'handbook.read',
  summary: 'Something that is not right, with both sentences and what may have been meant',
  input: z.object({ id: idShape }),
  output: findingShape,
})

export const findingsCount = operation({
  name: 'handbook.findings.count',
  method: 'GET',
  path: '/handbook/finding-counts',
  right: 'handbook.read',
  summary: 'How much of each kind is not right and not judged, as far as the asker may read it',
  input: z.object({}),
  output: z.object({
    all: z.int(),
    rules: z.array(z.object({ rule, count: z.int() })),
    unread: z.int().describe('pages whose text of now was not looked at yet'),
  }),
})

export const findingsMend = operation({
  name: 'handbook.findings.mend',
  method: 'POST',
  path: '/handbook/findings/{id}/mendings',
  right: 'handbook.write',
  summary:
    'Leads a link to a page that is there: the address alone is written anew, and agreements go on where the link stays with its page',
  input: z.object({
    id: idShape,
    to: idShape.describe('the page'),
    anchor: z.string().max(200).default('').describe('a place on it; left out: its top'),
  }),
  output: z.object({ page: titledPage, label: z.string(), changed: z.int().describe('links that lead elsewhere now') }),
})

export const findingsJudge = operation({
  name: 'handbook.findings.judge',
  method: 'POST',
  path: '/handbook/findings/{id}/judgements',
  right: 'handbook.write',
  summary: 'Says that both are meant, or which of both is right; whoever keeps the other one gets an action. Another text undoes it',
  edit: 'version',
  input: z.object({
    id: idShape,
    if_match: versionShape.optional(),
    as: z.enum(['both_meant', 'this_right', 'other_right']),
    reason: note,
  }),
  output: findingShape,
})

export const findingsShare = operation({
  name: 'handbook.findings.share',
  method: 'POST',
  path: '/handbook/findings/{id}/shared-pages',
  right: 'handbook.write',
  summary: 'Makes what two pages say alike one page of its own, and has those of them that the asker may change include it',
  input: z.object({
    id: idShape,
    title: nameShape.min(2).max(200),
    path: path.optional().describe('of the title when left out'),
  }),
  output: z.object({
    page: titledPage.extend({ path: z.string(), audience }),
    changed: z.array(
      titledPage.extend({
        as: z.enum(['published', 'put_forward']),
        class: changeClass.describe('editorial where both said it letter by letter'),
      }),
    ),
    left: z.array(
      titledPage.extend({
        why: z
          .enum(['not_yours', 'everyone_reads_it'])
          .describe('everyone_reads_it: it would vanish for everyone; who keeps the handbook can do this'),
      }),
    ),
  }),
  status: 201,
})
