import { z } from 'zod'
import type { Listener } from '../../kernel/room.ts'
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
}

/** Nobody stands below `people` whom it could hear. */
export const listeners: Listener[] = []
