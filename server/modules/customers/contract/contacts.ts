import { z } from 'zod'
import { mailAddress } from '../../../kernel/mail-address.ts'
import { operation } from '../../../kernel/operation.ts'
import { versionShape, nameShape } from '../../../kernel/shapes.ts'
import { contact, contactRole } from './shapes.ts'

const facts = {
  name: nameShape.min(1).max(200),
  email: mailAddress,
  title: nameShape.max(200).nullable().optional(),
  phone: z.string().trim().max(60).nullable().optional(),
  roles: z.array(contactRole).max(3),
}

export const contactAdd = operation({
  name: 'customers.contacts.create',
  method: 'POST',
  path: '/customers/accounts/{account_id}/contacts',
  right: 'customers.write',
  bound: { account_id: 'account' },
  summary: 'Adds a contact to an account; an address belongs to one contact',
  input: z.object({ account_id: z.uuid(), ...facts, roles: facts.roles.default([]) }),
  output: contact,
  status: 201,
})

export const contactChange = operation({
  name: 'customers.contacts.change',
  edit: 'version',
  method: 'PATCH',
  path: '/customers/contacts/{id}',
  right: 'customers.write',
  bound: { id: 'contact' },
  summary: 'Changes a contact; another address must be proven anew',
  input: z.object({ id: z.uuid(), ...z.object(facts).partial().shape, if_match: versionShape.optional() }),
  output: contact,
})

export const contactRemove = operation({
  name: 'customers.contacts.remove',
  method: 'DELETE',
  path: '/customers/contacts/{id}',
  right: 'customers.write',
  bound: { id: 'contact' },
  summary: 'Removes a contact: portal sessions end at once, the row stays with what it signed',
  input: z.object({ id: z.uuid() }),
  output: z.object({ id: z.uuid() }),
})
