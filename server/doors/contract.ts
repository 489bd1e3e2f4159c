import { z } from 'zod'
import { operation } from '../kernel/operation.ts'
import { pageInput, pageOf } from '../kernel/page.ts'
import { historyRow } from '../kernel/shapes.ts'
import { companySaid } from '../modules/people/contract.ts'

export * from './contract/comments.ts'
export * from './contract/favourites.ts'
export * from './contract/files.ts'
export * from './contract/home.ts'
export * from './contract/jobs.ts'
export * from './contract/notices.ts'
export * from './contract/said-once.ts'
export * from './contract/views.ts'
export * from './contract/webhooks.ts'

/** Who sits at this screen and what they may do. */
export const session = operation({
  name: 'house.session.get',
  method: 'GET',
  path: '/session',
  right: 'anyone',
  summary: 'Who is asking, their rights, and the company they work for',
  input: z.object({}),
  output: z.object({
    actor: z.object({ kind: z.string(), id: z.string(), name: z.string(), email: z.string().optional() }).nullable(),
    may: z.array(z.string()),
    company: companySaid.nullable(),
    needs: z.enum(['second_factor']).nullable().describe('what must be set up before anything else opens'),
    demo: z.boolean(),
    today: z.string(),
  }),
})

export const search = operation({
  name: 'house.search',
  method: 'GET',
  path: '/search',
  right: 'signed_in',
  summary: 'People, customers, invoices, licences, plans and metrics by words or number',
  input: z.object({
    q: z.string().trim().min(1).max(200),
    limit: z.int().min(1).max(50).default(20),
    unfinished: z.boolean().optional().describe('the last word is still being typed: it may go on'),
  }),
  output: z.object({
    hits: z.array(
      z.object({
        kind: z.string(),
        title: z.string(),
        note: z.string().optional(),
        href: z.string(),
        snippet: z.string().optional().describe('where a text holds the words, 160 characters at most'),
      }),
    ),
  }),
})

const reach = z.enum(['all', 'team', 'own'])

export const whoMay = operation({
  name: 'house.who_may',
  method: 'GET',
  path: '/who-may/{operation}',
  right: 'people.read',
  summary: 'Who may do this: the right that an operation needs, the roles that give it, and who holds them today',
  input: z.object({ operation: z.string().max(100) }),
  output: z.object({
    operation: z.string(),
    summary: z.string(),
    /** `anyone` and `signed_in` need no role */
    right: z.string(),
    audience: z.enum(['staff', 'portal', 'public']),
    roles: z.array(z.object({ role: z.string(), reach })),
    people: z.array(z.object({ id: z.uuid(), name: z.string(), title: z.string().nullable(), roles: z.array(z.string()), reach })),
  }),
})

export const operations = operation({
  name: 'house.operations',
  method: 'GET',
  path: '/operations',
  right: 'people.read',
  summary: 'All that can be done here, by name, with the right that it needs',
  input: z.object({}),
  output: z.object({ items: z.array(z.object({ name: z.string(), summary: z.string(), right: z.string() })) }),
})

/** Letters that the house wrote; without a mail server they stay here, and a demo shows what customers would get. */
export const outbox = operation({
  name: 'house.letters.list',
  method: 'GET',
  path: '/letters',
  right: 'house.letters',
  summary: 'Letters sent or waiting; what opens a door in them (links, codes) is blanked for everybody',
  input: z.object({ ...pageInput, recipient: z.string().optional() }),
  output: pageOf(
    z.object({
      id: z.string(),
      to: z.string(),
      subject: z.string(),
      text: z.string(),
      purpose: z.enum(['access', 'sale', 'billing', 'service', 'news', 'marketing', 'survey']).nullable(),
      locale: z.string(),
      /** its reader has not agreed to letters of this kind: it is never sent */
      suppressed: z.boolean(),
      created_at: z.string(),
      sent_at: z.string().nullable(),
      error: z.string().nullable(),
      papers: z.array(z.object({ name: z.string() })),
    }),
  ),
})

export const letterPaper = operation({
  name: 'house.letters.paper',
  method: 'GET',
  path: '/letters/{id}/papers/{name}',
  right: outbox.right,
  summary: 'A paper that a letter carries, as the customer gets it',
  input: z.object({ id: z.uuid(), name: z.string().max(200) }),
  output: z.unknown(),
})

export const history = operation({
  name: 'house.history.list',
  method: 'GET',
  path: '/history',
  right: 'house.history',
  summary: 'The audit trail of one subject, newest first',
  input: z.object({ kind: z.string(), id: z.string(), limit: z.int().min(1).max(200).default(100) }),
  output: z.object({
    items: z.array(historyRow),
  }),
})

export const trail = operation({
  name: 'house.trail.list',
  method: 'GET',
  path: '/trail',
  right: 'house.trail',
  summary: 'The audit trail of the whole house, newest first',
  input: z.object({
    ...pageInput,
    action: z
      .string()
      .max(100)
      .regex(/^[a-z_.]*$/, 'An action looks like billing.quote.offered, or begins so.')
      .optional(),
    actor_id: z.string().max(100).optional(),
  }),
  output: pageOf(historyRow.extend({ href: z.string().nullable() })),
})
