import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { record } from '../../../kernel/audit.ts'
import { sha256 } from '../../../kernel/canonical.ts'
import type { Context, Open } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { encrypt } from '../../../kernel/keys.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import type { Day } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { tryAgain } from '../../../kernel/waiting.ts'
import type { keysActivate, keysGenerate, keysImport } from '../contract.ts'
import { nextKid } from '../rules/naming.ts'
import {
  type Environment,
  findActiveKey,
  findKeyByPublic,
  getKey,
  keysInUse,
  listKeys,
  saveKey,
  saveKeyState,
  takeKeyRing,
} from '../store/keys.ts'
import type { SigningKeyRow } from '../tables.ts'
import { keyLineOf } from '../answers.ts'
import { entitlementListener } from '../waiting.ts'

const makePair = promisify(generateKeyPair)

/**
 * Set-up: makes the first key of each environment where there is none. Runs when the house opens and every hour, so that no buyer
 * ever waits for prime numbers. A ring whose keys are all retired is left alone: that was somebody's decision.
 */
export async function prepareKeys(open: Open): Promise<void> {
  for (const environment of ['prod', 'test'] as const) {
    const missing = await open(async (ctx) => !(await hasKeys(ctx, environment)))
    if (!missing) continue
    const pair = await newPair()
    await open(async (ctx) => {
      await takeKeyRing(ctx.tx)
      if (!(await hasKeys(ctx, environment))) await addKey(ctx, environment, 'generated', pair)
    })
  }
}

export async function generateKey(ctx: Context, input: InputOf<typeof keysGenerate>): Promise<OutputOf<typeof keysGenerate>> {
  const firstUse = firstUseOf(ctx, input.first_use_on)
  const pair = await newPair()
  await takeKeyRing(ctx.tx)
  return keyLineOf({ ...(await addKey(ctx, input.environment, 'generated', pair, firstUse)), licences: 0, last_expiry: null })
}

/** Refuses what is not an RSA-2048 private key in PEM (`key.unreadable`, `key.not_rsa_2048`) and a key that is here already (`key.exists`). */
export async function importKey(ctx: Context, input: InputOf<typeof keysImport>): Promise<OutputOf<typeof keysImport>> {
  const privateKey = readPrivateKey(input.pem)
  const details = privateKey.asymmetricKeyDetails
  if (privateKey.asymmetricKeyType !== 'rsa' || details?.modulusLength !== 2048) {
    throw new Refusal('invalid', 'key.not_rsa_2048', 'The product reads signatures of RSA keys of 2048 bits only.', {
      unmet: [{ code: 'key.not_rsa_2048', text: 'Choose an RSA key of 2048 bits.', path: 'pem' }],
    })
  }
  const firstUse = firstUseOf(ctx, input.first_use_on)
  await takeKeyRing(ctx.tx)
  const pair = { privateKey, publicKey: createPublicKey(privateKey) }
  const key = await addKey(ctx, input.environment, 'imported', pair, firstUse)
  return keyLineOf({ ...key, licences: 0, last_expiry: null })
}

/** Refuses a key that is not pending (`key.not_pending`), has no private part, or is meant for later (`key.too_early`). */
export async function activateKey(ctx: Context, input: InputOf<typeof keysActivate>): Promise<OutputOf<typeof keysActivate>> {
  await takeKeyRing(ctx.tx)
  const key = await getKey(ctx.tx, input.kid)
  if (key.state !== 'pending')
    throw new Refusal('conflict', 'key.not_pending', `${key.kid} is ${key.state}; only a pending key can be activated.`)
  if (key.first_use_on > ctx.today) throw new Refusal('refused', 'key.too_early', `${key.kid} may be used from ${key.first_use_on} on.`)
  const before = await findActiveKey(ctx.tx, key.environment)
  if (before) await changeState(ctx, before, 'verifying', input.reason)
  await changeState(ctx, key, 'active', input.reason)
  await tryAgain(ctx.tx, { listener: entitlementListener, code: 'key.none_active' }, ctx.now)
  const ring = await keysInUse(ctx.tx)
  const line = ring.find((one) => one.id === key.id)
  if (!line) throw new Error(`${key.kid} left the ring while it was activated`)
  return keyLineOf(line)
}

/** The key that signs now. The very first of a house is made on the spot, should set-up not have come to it yet. */
export async function takeSigningKey(ctx: Context, environment: Environment): Promise<SigningKeyRow> {
  const active = await findActiveKey(ctx.tx, environment)
  if (active) return active
  await takeKeyRing(ctx.tx)
  const since = await findActiveKey(ctx.tx, environment)
  if (since) return since
  if (await hasKeys(ctx, environment)) {
    throw new Refusal(
      'refused',
      'key.none_active',
      `No ${environment} signing key is active. Activate or import one; the licence is then issued by itself.`,
    )
  }
  return addKey(ctx, environment, 'generated', await newPair())
}

type Pair = { privateKey: KeyObject; publicKey: KeyObject }

function firstUseOf(ctx: Context, wished: Day | undefined): Day {
  if (wished === undefined || wished >= ctx.today) return wished ?? ctx.today
  throw new Refusal('invalid', 'key.first_use_past', 'A key cannot have been in use before it was here.', {
    unmet: [{ code: 'key.first_use_past', text: `${ctx.today} or later.`, path: 'first_use_on' }],
  })
}

/** The first key of an environment is active at once; a later one waits until a person activates it. */
async function addKey(
  ctx: Context,
  environment: Environment,
  origin: SigningKeyRow['origin'],
  pair: Pair,
  firstUse: Day = ctx.today,
): Promise<SigningKeyRow> {
  const publicSha256 = sha256(pair.publicKey.export({ type: 'spki', format: 'der' }))
  const known = await findKeyByPublic(ctx.tx, publicSha256)
  if (known) throw new Refusal('conflict', 'key.exists', `This key is here already, as ${known.kid}.`)
  const ring = await listKeys(ctx.tx)
  const kid = nextKid(environment, Number(ctx.today.slice(0, 4)), new Set(ring.map((key) => key.kid)))
  const first = !ring.some((key) => key.environment === environment && key.purpose === 'mattermost')
  const row: SigningKeyRow = {
    id: newId(),
    kid,
    purpose: 'mattermost',
    environment,
    alg: 'RS512',
    origin,
    public_pem: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    public_sha256: publicSha256,
    sealed_private: encrypt(pair.privateKey.export({ type: 'pkcs8', format: 'der' }), kid),
    state: first ? 'active' : 'pending',
    // the first key of a house signs at once, or no sale could be fulfilled
    first_use_on: first ? ctx.today : firstUse,
    retires_on: null,
    created_at: ctx.now,
    created_by: ctx.actor.id,
  }
  await saveKey(ctx.tx, row)
  await record(ctx, {
    action: `licensing.key.${origin}`,
    subject: { kind: 'signing_key', id: row.id, label: kid },
    after: { kid, environment, alg: row.alg, state: row.state, public_sha256: publicSha256 },
  })
  if (first) await ctx.announce('licensing.key.activated', { kid, environment }, { key: `signing_key:${environment}` })
  return row
}

async function changeState(ctx: Context, key: SigningKeyRow, state: 'active' | 'verifying', reason: string): Promise<void> {
  await saveKeyState(ctx.tx, key.id, state)
  await record(ctx, {
    action: state === 'active' ? 'licensing.key.activated' : 'licensing.key.replaced',
    subject: { kind: 'signing_key', id: key.id, label: key.kid },
    before: { state: key.state },
    after: { state },
    reason,
  })
  if (state === 'active') {
    await ctx.announce('licensing.key.activated', { kid: key.kid, environment: key.environment }, { key: `signing_key:${key.environment}` })
  }
}

async function hasKeys(ctx: Context, environment: Environment): Promise<boolean> {
  const ring = await listKeys(ctx.tx)
  return ring.some((key) => key.environment === environment && key.purpose === 'mattermost')
}

async function newPair(): Promise<Pair> {
  return makePair('rsa', { modulusLength: 2048, publicExponent: 65_537 })
}

function readPrivateKey(pem: string): KeyObject {
  try {
    return createPrivateKey({ key: pem, format: 'pem' })
  } catch {
    throw new Refusal(
      'invalid',
      'key.unreadable',
      'This is not a private key in PEM. Export it without a passphrase, as PKCS#8 or PKCS#1.',
      {
        unmet: [{ code: 'key.unreadable', text: 'Paste the whole block, from BEGIN to END.', path: 'pem' }],
      },
    )
  }
}
