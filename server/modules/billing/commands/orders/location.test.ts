import { expect, test } from 'vitest'
import { shopOfEach } from '../../../../../test/cast/till.ts'
import type { Actor } from '../../../../kernel/context.ts'
import { profilesById } from '../../store/profiles.ts'
import type { FoundLocation, MethodTable, ProfileTable, QuoteTable } from '../../tables.ts'
import { requireLocation } from './location.ts'

const till = shopOfEach()
const quote = { lines: [{ product: 'harbor-professional' }] } as unknown as QuoteTable
const cardFrom = (country: string) => ({ country }) as MethodTable
const found = (country: string): FoundLocation => ({
  country,
  signs: [
    { kind: 'bank_country', country },
    { kind: 'billing_address', country },
  ],
  reason: 'Two signs agree.',
  seen_at: '2026-01-01T00:00:00.000Z',
})

/** A customer in Germany who asks for the sale; `who` is told of the actor, `of` of the profile. */
async function located(who: Partial<Actor>, of: Partial<ProfileTable>, method?: MethodTable) {
  const { shop } = till
  const customer = await shop.customer()
  await shop.buy(customer)
  const [{ id }] = (await shop.query('select id from billing.profile where account_id = $1', [customer.accountId])).rows
  const refused = await shop.cast.open(async (ctx) => {
    const profile = (await profilesById(ctx.tx, [id])).get(id)
    if (!profile) throw new Error('no profile')
    const actor = { ...ctx.actor, kind: 'contact', ...who } as Actor
    return requireLocation({ ...ctx, actor }, quote, { ...profile, kind: 'consumer', ...of }, method).then(
      () => undefined,
      (error: { code: string }) => error.code,
    )
  })
  const [row] = (await shop.query('select location from billing.profile where id = $1', [id])).rows
  const { rows } = await shop.query(`select 1 from kernel.audit where action = 'billing.profile.located'`)
  return {
    refused,
    signs: row.location?.signs.map((sign: { kind: string; country: string }) => `${sign.kind} ${sign.country}`),
    told: rows.length,
  }
}

const nowhere = { signs: undefined, told: 0 }
const unclear = { refused: 'tax.location_unclear', ...nowhere }

test.each<[string, Partial<Actor>, Partial<ProfileTable>, MethodTable | undefined, object]>([
  [
    'a business is taxed by its id: nobody looks where it is',
    { country: 'FR' },
    { kind: 'business' },
    cardFrom('US'),
    { refused: undefined, ...nowhere },
  ],
  ['the card that pays agrees', { country: 'FR' }, {}, cardFrom('DE'), { signs: ['bank_country DE', 'billing_address DE'], told: 1 }],
  ['the card that pays is of another country', { country: 'DE' }, {}, cardFrom('US'), unclear],
  [
    'without a card the internet address speaks',
    { country: 'DE' },
    {},
    undefined,
    { signs: ['ip_country DE', 'billing_address DE'], told: 1 },
  ],
  ['nothing but the billing address speaks', {}, {}, undefined, unclear],
  ['where our own people sit says nothing of the buyer', { kind: 'person', country: 'DE' }, {}, undefined, unclear],
  [
    'what an earlier sale found says more than an internet address',
    { country: 'FR' },
    { location: found('DE') },
    undefined,
    { signs: ['bank_country DE', 'billing_address DE'], told: 1 },
  ],
  [
    'what was found in another country is of before the move',
    { country: 'DE' },
    { location: found('FR') },
    undefined,
    { signs: ['ip_country DE', 'billing_address DE'], told: 1 },
  ],
])('%s', async (_name, who, of, method, expected) => {
  expect(await located(who, of, method)).toMatchObject(expected)
})
