import { z } from 'zod'
import { operation } from '../../kernel/operation.ts'
import { pageInput, pageOf } from '../../kernel/page.ts'
import { licenceLine, licenceState } from './contract/licences.ts'
import { dayShape as day, historyRow, instantShape as instant } from '../../kernel/shapes.ts'

export * from './contract/licences.ts'
export * from './contract/profiles.ts'

const id = z.uuid()
const environment = z.enum(['prod', 'test'])

/** The answer of an operation that gives bytes. */
const file = z.unknown()

export const productNote = z.object({ code: z.string(), text: z.string() })

export const licencesGet = operation({
  name: 'licensing.licences.get',
  method: 'GET',
  path: '/licensing/licences/{id}',
  right: 'licensing.read',
  bound: { id: 'licence' },
  summary: 'One licence: what it says, its line, what the product does with it, downloads and history',
  input: z.object({ id }),
  output: licenceLine.extend({
    file_name: z.string(),
    document_sha256: z.string(),
    /** the signed content, as it stands in the file */
    payload: z.record(z.string(), z.unknown()),
    reason: z.string(),
    replaces: z.array(id),
    decision_id: id.nullable(),
    order_number: z.string().nullable(),
    entitlement_version: z.int(),
    key: z.object({ kid: z.string(), environment, state: z.string() }),
    chain: z.array(
      z.object({
        id,
        number: z.string(),
        serial: z.int(),
        seats: z.int(),
        starts_on: day,
        ends_on: day,
        issued_at: instant,
        state: licenceState,
        reason: z.string(),
      }),
    ),
    product_notes: z.array(productNote),
    downloads: z.array(z.object({ id, at: instant, by: z.string(), kind: z.string(), ip_prefix: z.string().nullable() })),
    history: z.array(historyRow),
    may: z.array(z.string()),
  }),
})

export const licencesFile = operation({
  name: 'licensing.licences.file',
  method: 'GET',
  path: '/licensing/licences/{id}/file',
  right: 'licensing.read',
  bound: { id: 'licence' },
  summary: 'The licence file, byte for byte as it was signed; the download is recorded',
  input: z.object({ id }),
  output: file,
})

/** A signing key without its private part, which never leaves the house. */
export const keyLine = z.object({
  kid: z.string(),
  purpose: z.string(),
  environment,
  alg: z.string(),
  origin: z.enum(['generated', 'imported']),
  state: z.enum(['pending', 'active', 'verifying', 'retired', 'compromised']),
  first_use_on: day,
  retires_on: day.nullable(),
  created_at: instant,
  created_by: z.string(),
  public_pem: z.string(),
  /** SHA-256 of the public key's DER form, in hex */
  fingerprint: z.string(),
  licences: z.int(),
  last_expiry: instant.nullable(),
})

export const keysList = operation({
  name: 'licensing.keys.list',
  method: 'GET',
  path: '/licensing/keys',
  right: 'licensing.read',
  summary: 'Signing keys, newest first, and what relies on each',
  input: z.object({}),
  output: z.object({ items: z.array(keyLine), may: z.array(z.string()) }),
})

/** The day from which it may sign: products that carry the public part need time to reach the customers. Today when it is left out. */
const firstUse = day.optional()

export const keysGenerate = operation({
  name: 'licensing.keys.generate',
  key: 'required',
  method: 'POST',
  path: '/licensing/keys',
  right: 'licensing.keys',
  stepUp: true,
  summary: 'Makes an RSA-2048 key. It waits as pending until it is activated; the first of its environment is active at once',
  input: z.object({ environment, first_use_on: firstUse }),
  output: keyLine,
  status: 201,
})

export const keysImport = operation({
  name: 'licensing.keys.import',
  key: 'required',
  method: 'POST',
  path: '/licensing/key-imports',
  right: 'licensing.keys',
  stepUp: true,
  summary: 'Takes in an RSA-2048 private key that your product already trusts, as PEM (PKCS#8 or PKCS#1, not encrypted)',
  input: z.object({ environment, pem: z.string().min(1).max(20_000), first_use_on: firstUse }),
  output: keyLine,
  status: 201,
})

export const keysActivate = operation({
  name: 'licensing.keys.activate',
  key: 'required',
  method: 'POST',
  path: '/licensing/keys/{kid}/activations',
  right: 'licensing.keys',
  stepUp: true,
  summary: 'Signs with this key from now on; the one before goes on verifying what it signed',
  input: z.object({ kid: z.string().max(60), reason: z.string().trim().min(3).max(500) }),
  output: keyLine,
})

export const keysPublicPem = operation({
  name: 'licensing.keys.public_pem',
  method: 'GET',
  path: '/licensing/keys/{kid}/public.pem',
  right: 'anyone',
  audience: 'public',
  summary: 'The public key, to build into a product or to check a licence with openssl',
  input: z.object({ kid: z.string().max(60) }),
  output: file,
  perMinute: 120,
})

export const verificationsCreate = operation({
  name: 'licensing.verifications.create',
  method: 'POST',
  reads: true,
  path: '/licensing/verifications',
  right: 'signed_in',
  audience: 'public',
  perMinute: 120,
  summary: 'Checks any licence text against our keys; nothing is kept',
  input: z.object({
    document: z.string().min(1).max(100_000),
    environment: environment.default('prod'),
    at: instant.optional(),
  }),
  output: z.object({
    ok: z.boolean(),
    codes: z.array(z.string()),
    findings: z.array(z.object({ code: z.string(), level: z.enum(['problem', 'note']), text: z.string() })),
    environment: environment.nullable(),
    phase: z.enum(['not_started', 'active', 'grace', 'terminated']).nullable(),
    payload: z.record(z.string(), z.unknown()).nullable(),
    /** the licence of ours with this id, for those who may read licences */
    licence: z.object({ id, number: z.string(), state: licenceState }).nullable(),
  }),
})

/** What a customer sees of a licence. */
export const portalLicence = z.object({
  id,
  number: z.string(),
  edition: z.string(),
  deployment: z.string(),
  subscription_number: z.string(),
  seats: z.int(),
  extra_users: z.int().nullable(),
  serial: z.int(),
  issued_at: instant,
  starts_on: day,
  ends_on: day,
  expires_at: instant,
  state: licenceState,
  next_change_at: instant.nullable(),
  next_state: licenceState.nullable(),
  /** what takes its place, in order: the number of the file, or none while it is signed on its day */
  ahead: z.array(z.object({ from: day, seats: z.int(), number: z.string().nullable() })),
  file_name: z.string(),
  product_notes: z.array(productNote),
})
export type PortalLicence = z.input<typeof portalLicence>

export const portalLicencesList = operation({
  name: 'portal.licences.list',
  method: 'GET',
  path: '/portal/licences',
  right: 'portal.view',
  audience: 'portal',
  summary: 'Your licences, newest first',
  input: z.object({ ...pageInput, subscription_number: z.string().max(60).optional() }),
  output: pageOf(portalLicence),
})

export const portalLicencesFile = operation({
  name: 'portal.licences.file',
  method: 'GET',
  path: '/portal/licences/{id}/file',
  right: 'portal.view',
  bound: { id: 'licence' },
  audience: 'portal',
  summary: 'The licence file to upload to your server',
  input: z.object({ id }),
  output: file,
})
