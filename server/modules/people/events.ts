import { z } from 'zod'
import type { Listener } from '../../kernel/room.ts'
import { mailReset } from './commands/passwords.ts'
import { companyFacts } from './contract.ts'

const person = { person_id: z.uuid() }

const delegation = z.object({
  delegation_id: z.uuid(),
  from_id: z.uuid(),
  to_id: z.uuid(),
  what: z.array(z.string()),
  from_day: z.string(),
  until_day: z.string(),
})

/** What `people` announces. Personal values stay here: who needs a name asks for it. */
export const events = {
  'people.company.changed': z.object(companyFacts),
  'people.calendar.changed': z.object({ key: z.string(), valid_from: z.string() }),
  'people.person.joined': z.object({ ...person, roles: z.array(z.string()) }),
  /** with what they leave behind, by room and kind; what it is stands on the hand-over page */
  'people.person.left': z.object({
    ...person,
    owned: z.array(z.object({ room: z.string(), kind: z.string(), things: z.number().int() })).default([]),
  }),
  'people.person.changed': z.object({ ...person, fields: z.array(z.string()) }),
  /** their sessions have ended and their keys are refused, until they are resumed */
  'people.person.suspended': z.object(person),
  'people.person.resumed': z.object(person),
  'people.service_account.created': z.object({ ...person, owner_id: z.uuid() }),
  'people.service_account.changed': z.object({ ...person, owner_id: z.uuid() }),
  'people.group.changed': z.object({ group_id: z.uuid(), fields: z.array(z.string()) }),
  'people.delegation.created': delegation,
  'people.delegation.ended': delegation,
  'people.role.granted': z.object({ ...person, role: z.string(), from_day: z.string(), until_day: z.string().nullable() }),
  'people.role.ended': z.object({ ...person, role: z.string() }),
  'people.key.created': z.object({ ...person, key_id: z.uuid(), rights: z.array(z.string()) }),
  'people.key.revoked': z.object({ ...person, key_id: z.uuid() }),
  /** somebody asked for a new password; what they typed is encrypted, for this room alone */
  'people.reset.asked': z.object({ sealed: z.string() }),
}

/** Nobody stands below `people` whom it could hear; it hears itself, to mail links out of the asker's sight. */
export const listeners: Listener[] = [{ name: 'people.mail_reset', on: ['people.reset.asked'], run: mailReset }]
