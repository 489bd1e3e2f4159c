import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { nameShape, versionShape } from '../../../kernel/shapes.ts'
import { country, currency, id, minor } from './words.ts'

/** The company as it stands on the next invoice, and by what it pays. */
const portalCompanyShape = z.object({
  legal_name: z.string(),
  address: z.object({ street: z.string(), postal_code: z.string(), city: z.string() }),
  region: z.string().nullable(),
  country,
  lines: z.array(z.string()).describe('the address as a document prints it, with the country last'),
  tax_id: z
    .object({
      id: z.string(),
      name: z.string().describe('how the country calls it: USt-IdNr., ABN'),
      state: z.enum(['valid', 'pending', 'invalid', 'format_only', 'unchecked']),
      text: z.string().nullable().describe('what is open or wrong about it, in words'),
    })
    .nullable(),
  tax_id_asked: z.boolean().describe('whether a tax id changes the tax of this country; not where sales tax goes by state'),
  invoices_to: z.object({ name: z.string(), email: z.string() }).nullable().describe('the billing contact, else an owner'),
  balances: z
    .array(z.object({ minor, currency }))
    .describe('what we owe you: the next invoice that is not paid by card at checkout uses it; our finance sends it back on your word'),
  version: z.int().describe('rises with every edit of the account or of its billing profile'),
  may: z.array(z.string()),
})

export const portalCompany = operation({
  name: 'portal.company.get',
  method: 'GET',
  path: '/portal/company',
  right: 'portal.view',
  audience: 'portal',
  summary: 'Your company as it stands on the next invoice: address, tax id, where invoices go',
  input: z.object({}),
  output: portalCompanyShape,
})

export const portalCompanyChange = operation({
  name: 'portal.company.change',
  edit: 'version',
  method: 'PATCH',
  path: '/portal/company',
  right: 'portal.pay',
  audience: 'portal',
  perMinute: 12,
  summary: 'Changes address and tax id on what is issued from now on; invoices that were issued keep theirs',
  input: z.object({
    address: z.object({
      street: nameShape.min(1).max(200),
      postal_code: nameShape.max(20).default(''),
      city: nameShape.min(1).max(120),
    }),
    region: nameShape.max(60).optional().describe('two letters in US and CA, where it is needed'),
    tax_id: z.string().trim().max(40).default('').describe('as you write it; empty: none'),
    if_match: versionShape.optional(),
  }),
  output: portalCompanyShape,
})

export const portalDocumentMail = operation({
  name: 'portal.documents.mail',
  method: 'POST',
  path: '/portal/documents/{id}/letters',
  key: 'required',
  right: 'portal.view',
  bound: { id: 'document' },
  audience: 'portal',
  perMinute: 12,
  summary: 'Sends an invoice or credit note by mail again: to yourself, or to whoever gets your invoices',
  status: 202,
  input: z.object({ id, to: z.enum(['me', 'billing']).default('me') }),
  output: z.object({
    to: z.string().describe('the address'),
    state: z.literal('queued').describe('it leaves with the next delivery; nobody knows yet whether it arrives'),
  }),
})
