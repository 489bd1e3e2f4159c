import { z } from 'zod'
import { mailAddress } from '../../../kernel/mail-address.ts'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { historyRow, versionShape, nameShape } from '../../../kernel/shapes.ts'
import { accountKind, accountRow, accountSource, address, contact, contactRole, country, keptAddress } from './shapes.ts'

const segment = z.enum(['smb', 'mid_market', 'enterprise'])
const employees = z.number().int().min(1).max(10_000_000)

const facts = {
  name: nameShape.min(1).max(200),
  legal_name: nameShape.max(200).nullable().optional(),
  kind: accountKind,
  country,
  region: nameShape.max(60).nullable().optional(),
  segment: segment.nullable().optional().describe('only where the number of employees is not known; else it is derived'),
  employees: employees.nullable().optional(),
  owner_id: z.uuid().nullable().optional(),
  website: z.string().trim().max(300).nullable().optional(),
  billing_address: address.nullable().optional(),
  tax_id: z.string().trim().max(40).nullable().optional(),
}

export const account = accountRow.extend({
  legal_name: z.string().nullable(),
  employees: z.number().int().nullable(),
  region: z.string().nullable(),
  website: z.string().nullable(),
  billing_address: keptAddress.nullable(),
  tax_id: z.string().nullable(),
  confirmed: z.boolean(),
  people: z.array(contact),
  history: z.array(historyRow),
  version: z.number().int(),
  may: z.array(z.string()),
})

export const accountsList = listOperation({
  name: 'customers.accounts.list',
  path: '/customers/accounts',
  right: 'customers.read',
  summary: 'Accounts',
  row: accountRow,
  input: {
    kind: accountKind.optional(),
    country: country.optional(),
    segment: segment.optional(),
    source: accountSource.optional(),
    owner: z
      .union([z.uuid(), z.enum(['me', 'none'])])
      .optional()
      .describe('a person’s id, `me`, or `none` for accounts that nobody owns'),
  },
  list: {
    columns: {
      name: { title: 'Customer', kind: 'customer', id: 'id', country: 'country', shown: true },
      number: { title: 'Number', kind: 'text' },
      kind: {
        title: 'Kind',
        kind: 'choice',
        choices: {
          business: 'Business',
          consumer: 'Consumer',
          government: 'Government',
          nonprofit: 'Non-profit',
          academic: 'Academic',
          partner: 'Partner',
          internal: 'Internal',
          test: 'Test',
        },
        shown: true,
      },
      segment: {
        title: 'Segment',
        kind: 'choice',
        choices: { smb: 'Small and medium', mid_market: 'Mid-market', enterprise: 'Enterprise' },
        empty: 'Not known',
        shown: true,
      },
      owner: { title: 'Owner', kind: 'person', value: 'owner.name', id: 'owner.id', empty: 'Nobody', shown: true },
      main_contact: { title: 'Main contact', kind: 'text', value: 'main_contact.name', empty: 'Nobody', shown: true },
      email: { title: 'E-mail', kind: 'text', value: 'main_contact.email', empty: 'None' },
      contacts: { title: 'Contacts', kind: 'count' },
      country: { title: 'Country', kind: 'country' },
      source: {
        title: 'Came',
        kind: 'choice',
        choices: { self_service: 'Came alone', staff: 'Entered by us', import: 'Imported' },
        shown: true,
      },
      domain: { title: 'Domain', kind: 'text', empty: 'None' },
      created: { title: 'Since', kind: 'instant', value: 'created_at', shown: true },
    },
    sort: 'name',
    search: 'name, number, domain, country, contacts’ names and e-mail',
    sums: ['contacts'],
    plain: { kind: 'kind', country: 'country', segment: 'segment', source: 'source' },
  },
})

export const accountRead = operation({
  name: 'customers.accounts.read',
  method: 'GET',
  path: '/customers/accounts/{id}',
  right: 'customers.read',
  bound: { id: 'account' },
  summary: 'One account with its contacts and history; `id` may be the number A-000123',
  input: z.object({ id: z.union([z.uuid(), z.string().regex(/^A-\d{6,}$/)]) }),
  output: account,
})

export const accountCreate = operation({
  name: 'customers.accounts.create',
  method: 'POST',
  path: '/customers/accounts',
  right: 'customers.write',
  summary: 'Creates an account; one that looks like another is refused unless `anyway`',
  input: z.object({
    ...facts,
    kind: accountKind.default('business'),
    contact: z
      .object({
        name: nameShape.min(1).max(200),
        email: mailAddress,
        title: nameShape.max(200).optional(),
        roles: z.array(contactRole).max(3).default(['owner']),
      })
      .optional(),
    anyway: z.boolean().default(false),
  }),
  output: account,
  status: 201,
})

export const accountChange = operation({
  name: 'customers.accounts.change',
  edit: 'version',
  method: 'PATCH',
  path: '/customers/accounts/{id}',
  right: 'customers.write',
  bound: { id: 'account' },
  summary: 'Changes an account; send its version as If-Match',
  input: z.object({
    id: z.uuid(),
    ...z.object(facts).partial().shape,
    reason: z.string().trim().max(500).optional(),
    if_match: versionShape.optional(),
  }),
  output: account,
})
