import { z } from 'zod'
import { nameShape } from '../../../kernel/shapes.ts'

export const accountKind = z.enum(['business', 'consumer', 'government', 'nonprofit', 'academic', 'internal', 'test', 'partner'])
export const accountSource = z.enum(['staff', 'self_service', 'import'])
export const contactRole = z.enum(['owner', 'billing', 'technical'])
export const country = z
  .string()
  .trim()
  .length(2)
  .transform((code) => code.toUpperCase())

/** A postal address; `line1` is street and number, or a box. */
export const address = z.object({
  line1: nameShape.min(1).max(200),
  line2: nameShape.max(200).optional(),
  postal_code: nameShape.max(20).default(''),
  city: nameShape.min(1).max(120),
  region: nameShape.max(60).optional(),
  country: country.optional(),
})

/** The address as it is kept: always with its country. */
export const keptAddress = z.object({
  line1: z.string(),
  line2: z.string().optional(),
  postal_code: z.string(),
  city: z.string(),
  region: z.string().optional(),
  country: z.string(),
})

export const contact = z.object({
  id: z.uuid(),
  account_id: z.uuid(),
  name: z.string(),
  email: z.string(),
  email_verified_at: z.date().nullable(),
  title: z.string().nullable(),
  phone: z.string().nullable(),
  roles: z.array(contactRole),
  version: z.number().int(),
})

export const accountRow = z.object({
  id: z.uuid(),
  number: z.string(),
  name: z.string(),
  kind: accountKind,
  country: z.string(),
  segment: z.string().nullable(),
  owner: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  domain: z.string().nullable(),
  main_contact: z.object({ name: z.string(), email: z.string() }).nullable(),
  contacts: z.number().int(),
  source: accountSource,
  created_at: z.date(),
})
