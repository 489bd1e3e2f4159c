import { z } from 'zod'
import type { Listener } from '../../kernel/room.ts'
import { mailReset } from './commands/passwords.ts'
import { companyFacts } from './contract.ts'

const person = { person_id: z.uuid() }

/** What `people` announces. Personal values stay here: who needs a name asks for it. */
export const events = {
  'people.company.changed': z.object(companyFacts),
  'people.person.joined': z.object({ ...person, roles: z.array(z.string()) }),
  'people.person.left': z.object(person),
  'people.roles.changed': z.object({ ...person, roles: z.array(z.string()), before: z.array(z.string()) }),
  'people.key.created': z.object({ ...person, key_id: z.uuid(), rights: z.array(z.string()) }),
  'people.key.revoked': z.object({ ...person, key_id: z.uuid() }),
  /** somebody asked for a new password; what they typed is encrypted, for this room alone */
  'people.reset.asked': z.object({ sealed: z.string() }),
}

/** Nobody stands below `people` whom it could hear; it hears itself, to mail links out of the asker's sight. */
export const listeners: Listener[] = [{ name: 'people.mail_reset', on: ['people.reset.asked'], run: mailReset }]
