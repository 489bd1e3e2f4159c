import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { idShape } from '../../../kernel/shapes.ts'
import { redirectKinds } from '../rules/redirects.ts'
import { path } from './shapes.ts'

const kind = z
  .enum(redirectKinds)
  .describe(
    'moved: its page was there; rename: a tree says so; imported: a tree names it; inferred: both texts are alike; replaced: its page is retired',
  )
const state = z.enum(['confirmed', 'waiting']).describe('waiting: it is a guess, and answered 302 until somebody confirms it, then 301')
const redirectShape = z.object({
  id: z.string(),
  path: z.string(),
  to: z.object({ id: z.string(), title: z.string(), path: z.string() }),
  kind,
  score: z.string().nullable().describe('how alike both texts are, where that is why'),
  state,
  public: z.boolean().describe('everyone is led on; for others there is no such address'),
  at: z.date().nullable(),
  may: z.array(z.string()),
})

export const redirectsList = listOperation({
  name: 'handbook.redirects.list',
  path: '/handbook/redirects',
  right: 'handbook.read',
  summary: 'Addresses that lead on to another page or another address of it, as far as the asker may open both',
  row: redirectShape.extend({ to_id: z.string() }),
  list: {
    columns: {
      path: { title: 'Address', kind: 'text', shown: true },
      to: { title: 'Leads to', kind: 'text', value: 'to.title', shown: true },
      kind: {
        title: 'Why',
        kind: 'choice',
        choices: {
          moved: 'Its page was there',
          rename: 'Renamed in a tree',
          imported: 'Named by a tree',
          manual: 'Set by hand',
          alias: 'Another name',
          inferred: 'The texts are alike',
          replaced: 'Its page is retired',
        },
        shown: true,
      },
      state: { title: 'State', kind: 'choice', choices: { confirmed: 'For good', waiting: 'Until confirmed' }, shown: true },
      public: { title: 'For everyone', kind: 'yes', shown: true },
      at: { title: 'Since', kind: 'instant', empty: 'Long ago', shown: true },
      score: { title: 'Alike', kind: 'text', asked: false },
      to_id: { title: 'Page’s id', kind: 'text' },
    },
    sort: 'path',
    search: 'address, and title, address and summary of the page',
  },
})

export const redirectsCreate = operation({
  name: 'handbook.redirects.create',
  method: 'POST',
  path: '/handbook/redirects',
  right: 'handbook.maintain',
  summary: 'An address leads to a page: one at which nothing is, or that of a page which is retired',
  input: z.object({
    path,
    to: idShape.describe('the page'),
    kind: z.enum(['manual', 'alias']).default('manual').describe('alias: another name by which it is known'),
  }),
  output: redirectShape,
  status: 201,
})

export const redirectsConfirm = operation({
  name: 'handbook.redirects.confirm',
  method: 'POST',
  path: '/handbook/redirects/{id}/confirmations',
  right: 'handbook.write',
  summary: 'Says that a guess is right: from now on the address leads on for good',
  input: z.object({ id: idShape }),
  output: redirectShape,
})

export const redirectsRemove = operation({
  name: 'handbook.redirects.remove',
  method: 'DELETE',
  path: '/handbook/redirects/{id}',
  right: 'handbook.maintain',
  summary: 'The address leads nowhere any more; one at which a page was leads on for good',
  input: z.object({ id: idShape }),
  output: z.object({ path: z.string() }),
})

export const redirectsApply = operation({
  name: 'handbook.redirects.apply',
  method: 'POST',
  path: '/handbook/redirect-applications',
  right: 'handbook.write',
  summary:
    'Links by former addresses and to pages that something came in place of lead where that is, and guesses of where a page went are confirmed: each by itself, so that one that cannot be done holds up no other',
  input: z.object({
    findings: z
      .array(idShape)
      .min(1)
      .max(100)
      .optional()
      .describe('left out: the first 100 that nobody has judged, on pages that the asker keeps'),
  }),
  output: z.object({
    done: z.int(),
    left: z.array(
      z.object({ finding: z.string(), page: z.object({ id: z.string(), title: z.string() }), code: z.string(), says: z.string() }),
    ),
    rest: z.int().describe('more of the same, for another time'),
  }),
})
