import { sql } from 'kysely'
import { newId } from '../../server/kernel/ids.ts'
import { announce } from '../../server/kernel/outbox.ts'
import type { FileAnswer } from '../../server/kernel/room.ts'
import { openAccount } from '../../server/modules/customers/index.ts'
import * as contract from '../../server/modules/licensing/contract.ts'
import { type EntitlementChanged, entitlementChanged } from '../../server/modules/licensing/incoming.ts'
import { keepEntitlement, prepareKeys } from '../../server/modules/licensing/index.ts'
import { openCast } from './cast.ts'

export type Stage = Awaited<ReturnType<typeof openStage>>

/** A house with signing keys and one customer, Kestrel Rail GmbH, on 15 June 2026. Billing is not in it: its words are spoken here. */
export async function openStage() {
  const cast = await openCast({ now: new Date('2026-06-15T10:00:00Z'), rooms: ['people', 'customers', 'licensing'] })
  await prepareKeys(cast.open)
  let subscriptions = 0

  async function newCustomer(name: string): Promise<string> {
    const slug = name.toLowerCase().replaceAll(' ', '-')
    return cast.open(async (ctx) => {
      const { account } = await openAccount(ctx, {
        name,
        kind: 'business',
        country: 'DE',
        contact: { name: 'Ines Technik', email: `it@${slug}.example`, roles: ['technical'] },
      })
      return account.id
    })
  }

  const customer = await newCustomer('Kestrel Rail GmbH')

  /** What billing says when 25 seats of the middle edition are bought for a year; each call is another subscription. */
  function bought(account: string, change: Partial<EntitlementChanged> = {}): EntitlementChanged {
    subscriptions += 1
    return entitlementChanged.parse({
      event_id: newId(),
      subscription_id: newId(),
      subscription_number: `C-${String(subscriptions).padStart(6, '0')}/seats`,
      version: 1,
      customer_id: account,
      product_code: 'harbor',
      plan: 'enterprise',
      seats: 25,
      starts_on: '2026-06-15',
      ends_on: '2027-06-15',
      zone: 'Europe/Berlin',
      reason: 'new',
      ...change,
    })
  }

  /** Puts billing's event into the outbox; events of another key may be delivered at the same time. */
  async function tell(change: EntitlementChanged, key = `subscription:${change.subscription_id}`): Promise<void> {
    await cast.open(async (ctx) => announce(ctx, cast.house.listeners, 'billing.entitlement.changed', change, key))
  }

  const keep = (change: EntitlementChanged) => cast.open((ctx) => keepEntitlement(ctx, change))

  /** All serials of a subscription, highest first. */
  async function licencesOf(change: EntitlementChanged) {
    const { items } = await cast.as('bizops').call(contract.licencesList, { subscription_number: change.subscription_number })
    return items.sort((a, b) => b.serial - a.serial)
  }

  async function onlyLicence(change: EntitlementChanged) {
    const [licence, ...more] = await licencesOf(change)
    if (!licence || more.length > 0) throw new Error(`${change.subscription_number} has ${licence ? more.length + 1 : 'no'} licences`)
    return licence
  }

  async function fileOf(id: string): Promise<FileAnswer> {
    return (await cast.as('bizops').call(contract.licencesFile, { id })) as FileAnswer
  }

  /** The public key that signs now, as anyone may fetch it. */
  async function publicPem(): Promise<string> {
    const { items } = await cast.as('bizops').call(contract.keysList, {})
    const active = items.find((key) => key.environment === 'prod' && key.state === 'active')
    return text((await cast.visitor().call(contract.keysPublicPem, { kid: active?.kid ?? '' })) as FileAnswer)
  }

  /** What was announced of the subscription's licences. */
  async function announced(change: EntitlementChanged): Promise<Record<string, unknown>[]> {
    const { rows } = await cast.open((ctx) =>
      sql<{ payload: Record<string, unknown> }>`select payload from kernel.outbox
        where name = 'licensing.licence.issued' and payload ->> 'subscription_number' = ${change.subscription_number}`.execute(ctx.tx),
    )
    return rows.map((row) => row.payload)
  }

  const close = () => cast.close()
  return { cast, customer, newCustomer, bought, tell, keep, licencesOf, onlyLicence, fileOf, publicPem, announced, close }
}

export function text(file: FileAnswer): string {
  return Buffer.from(file.bytes).toString('utf8')
}

/** The independent reading of a file: no code of the issuer or of the published verifier. */
export function takenApart(file: FileAnswer) {
  const bytes = Buffer.from(text(file), 'base64')
  return { payload: bytes.subarray(0, bytes.length - 256), signature: bytes.subarray(bytes.length - 256) }
}

export async function refusalOf(work: Promise<unknown>): Promise<{ kind?: string; code?: string; message?: string }> {
  try {
    await work
  } catch (error) {
    return error as { kind?: string; code?: string; message?: string }
  }
  throw new Error('a refusal was expected')
}
