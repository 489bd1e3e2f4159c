import { z } from 'zod'
import type { Listener } from '../../kernel/room.ts'
import { answerAsk } from './commands/codes.ts'
import { releaseAccounts } from './commands/release.ts'

const account = { account_id: z.uuid() }
const contact = { ...account, contact_id: z.uuid() }

/** What `customers` announces; a sign-up is announced when its code was right. `fields` names what changed, never the values. */
export const events = {
  'customers.account.created': z.object({ ...account, number: z.string(), kind: z.string(), country: z.string(), source: z.string() }),
  'customers.account.changed': z.object({ ...account, fields: z.array(z.string()) }),
  /** the bands of employees; accounts moved with them */
  'customers.segments.changed': z.object({ version: z.int(), moved: z.int() }),
  'customers.contact.created': z.object({ ...contact, roles: z.array(z.string()) }),
  'customers.contact.changed': z.object({ ...contact, fields: z.array(z.string()) }),
  /** somebody asked for a code at the portal's door; what they typed is encrypted, for this room alone */
  'customers.code.asked': z.object({ sealed: z.string() }),
}

/** What other systems may be told: ids, numbers, days and amounts, nobody's name. */
export const publicEvents: (keyof typeof events)[] = ['customers.account.created', 'customers.account.changed']

/** An account whose owner has left goes back to the pool, where every salesperson sees it. Codes are mailed out of the asker's sight. */
export const listeners: Listener[] = [
  { name: 'customers.release_accounts', on: ['people.person.left'], run: releaseAccounts },
  { name: 'customers.mail_code', on: ['customers.code.asked'], run: answerAsk },
]
