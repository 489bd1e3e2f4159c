import { z } from 'zod'
import { nameShape } from '../../../kernel/shapes.ts'
import { mailAddress } from '../../../kernel/mail-address.ts'
import { operation } from '../../../kernel/operation.ts'
import { postalCodeProblem } from './postal-codes.ts'
import { regionProblem } from './regions.ts'
import { accountKind, address, contact, contactRole, country, keptAddress } from './shapes.ts'

/** A code is on its way. `demo_code` stands here only in a demo house, for visitors without mail. */
const codeSent = z.object({ email: z.string(), expires_in_s: z.number().int(), demo_code: z.string().optional() })

export const signUp = operation({
  name: 'customers.portal.sign_up',
  method: 'POST',
  path: '/portal/sign-ups',
  right: 'anyone',
  audience: 'public',
  perMinute: 12,
  secret: true,
  summary: 'Opens an account and mails a code; an address that we know gets a code to sign in instead, with the same answer',
  input: z
    .object({
      email: mailAddress,
      name: nameShape.min(1).max(200),
      company: nameShape.min(1).max(200),
      country,
      region: z
        .string()
        .trim()
        .max(60)
        .optional()
        .describe('two letters in US and CA, where it is needed; elsewhere as the buyer writes it'),
      address,
      kind: accountKind.extract(['business', 'consumer', 'government', 'nonprofit', 'academic']).default('business'),
      vat_id: z.string().trim().max(40).optional(),
    })
    .refine((given) => problemOf(given) === undefined, {
      path: ['region'],
      error: ({ input }) => problemOf(input),
      // said beside the field, also while other fields are wrong
      when: ({ value }) => typeof value === 'object' && value !== null,
    })
    .refine((given) => codeProblemOf(given) === undefined, {
      path: ['address', 'postal_code'],
      error: ({ input }) => codeProblemOf(input),
      when: ({ value }) => typeof value === 'object' && value !== null,
    }),
  output: codeSent,
  status: 202,
})

function problemOf(given: unknown): string | undefined {
  const { country: code, region } = given as { country?: unknown; region?: unknown }
  return typeof code === 'string' ? regionProblem(code, typeof region === 'string' ? region : undefined) : undefined
}

function codeProblemOf(given: unknown): string | undefined {
  const { country: code, address: where } = given as { country?: unknown; address?: { postal_code?: unknown } | null }
  const written = where?.postal_code
  return typeof code === 'string' && typeof written === 'string' ? postalCodeProblem(code, written) : undefined
}

export const portalSignIn = operation({
  name: 'customers.portal.sign_in',
  method: 'POST',
  path: '/portal/sign-ins',
  right: 'anyone',
  audience: 'public',
  perMinute: 12,
  secret: true,
  summary: 'Mails a code to a contact; the answer is the same for an address that we do not know',
  input: z.object({ email: mailAddress }),
  output: codeSent,
  status: 202,
})

export const codeVerify = operation({
  name: 'customers.portal.verify_code',
  method: 'POST',
  path: '/portal/codes',
  right: 'anyone',
  audience: 'public',
  perMinute: 30,
  secret: true,
  summary: 'Takes the mailed code: proves the address and signs in',
  input: z.object({
    email: mailAddress,
    code: z
      .string()
      .trim()
      .regex(/^\d{6}$/, 'six digits'),
  }),
  output: z.object({ contact_id: z.uuid(), account_id: z.uuid() }),
})

export const portalSignOut = operation({
  name: 'customers.portal.sign_out',
  method: 'POST',
  path: '/portal/sign-outs',
  right: 'anyone',
  audience: 'public',
  secret: true,
  summary: 'Ends the portal session that the request came with',
  input: z.object({}),
  output: z.object({ signed_out: z.literal(true) }),
})

export const portalMe = operation({
  name: 'customers.portal.me',
  method: 'GET',
  path: '/portal/me',
  right: 'portal.view',
  audience: 'portal',
  summary: 'The contact who is signed in, the account, and what they may do',
  input: z.object({}),
  output: z.object({
    contact: z.object({ id: z.uuid(), name: z.string(), email: z.string(), roles: z.array(contactRole) }),
    account: z.object({
      id: z.uuid(),
      number: z.string(),
      name: z.string(),
      kind: accountKind,
      country: z.string(),
      region: z.string().nullable(),
      address: keptAddress.nullable(),
      vat_id: z.string().nullable(),
    }),
    seller: z.object({
      name: z.string(),
      website: z.string().nullable(),
      person: z.object({ name: z.string(), email: z.string() }).nullable().describe('who looks after the account at the seller'),
    }),
    may: z.array(z.string()),
  }),
})

export const portalTeam = operation({
  name: 'customers.portal.team',
  method: 'GET',
  path: '/portal/team',
  right: 'portal.view',
  audience: 'portal',
  summary: 'The contacts of one’s own account',
  input: z.object({}),
  output: z.object({ items: z.array(contact), may: z.array(z.string()) }),
})

export const teamInvite = operation({
  name: 'customers.portal.invite',
  key: 'required',
  method: 'POST',
  path: '/portal/team',
  right: 'portal.buy',
  audience: 'portal',
  summary: 'An owner lets a colleague in; they sign in with their own address',
  input: z.object({ name: nameShape.min(1).max(200), email: mailAddress, roles: z.array(contactRole).min(1).max(3) }),
  output: contact,
  status: 201,
})

export const teamRemove = operation({
  name: 'customers.portal.remove',
  method: 'DELETE',
  path: '/portal/team/{id}',
  right: 'portal.buy',
  bound: { id: 'contact' },
  audience: 'portal',
  summary: 'An owner takes a colleague’s access away',
  input: z.object({ id: z.uuid() }),
  output: z.object({ id: z.uuid() }),
})
