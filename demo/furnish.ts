import type { Actor } from '../server/kernel/context.ts'
import { type OpenHouse, systemActor } from '../server/kernel/house.ts'
import type { Day } from '../server/kernel/period.ts'
import { saveRates } from '../server/kernel/rates.ts'
import type { Endpoint } from '../server/kernel/room.ts'
import type { Speaker } from '../server/kernel/demo.ts'
import { setUpBilling } from '../server/modules/billing/index.ts'
import * as billing from '../server/modules/billing/contract.ts'
import { prepareKeys } from '../server/modules/licensing/index.ts'
import { actorOfPerson, atPasswordCost, personByEmail, setRoles } from '../server/modules/people/index.ts'
import { admitColleagues, arrange, goAway, letGo } from './colleagues.ts'
import type { Name } from './decided.ts'
import { owner } from './people.ts'
import { ratesOf } from './rates.ts'
import type { Staff } from './sales.ts'
import { voicesIn } from './speakers.ts'

/** Passwords that are printed at start: scrypt at N = 2^12, until somebody signs in. */
export const demoCost = 12

/** What a company has before it sells: people, prices, rates, keys. `leave`: a colleague goes, and what hung on him is handed on. */
export async function furnishCompany(
  past: OpenHouse,
  endpoints: readonly Endpoint[],
  from: Day,
  today: Day,
): Promise<{ staff: Staff; sellers: string[]; leave: () => Promise<void>; people: ReadonlyMap<Name, Speaker> }> {
  const system = systemActor('demo')
  const bossId = (await past.open((ctx) => personByEmail(ctx, owner.email)))?.id ?? ''
  const ids = await atPasswordCost(demoCost, () => admitColleagues((work) => past.openAs(system, work), bossId))
  await past.openAs(system, (ctx) => setRoles(ctx, { id: bossId, roles: owner.roles }))
  await past.openAs(system, async (ctx) => {
    await saveRates(ctx.tx, ratesOf(from, today))
    await setUpBilling(ctx, { from })
  })
  await prepareKeys(past.open)
  await past.deliver()
  const actor = (email: string) => actorOf(past, ids.get(email) ?? '')
  const [sales, head, finance, bizops, counsel] = await Promise.all(
    ['cato', 'noa', 'farid', 'ilse', 'ida'].map((name) => actor(`${name}@tidewater.example`)),
  )
  if (!sales || !head || !finance || !bizops || !counsel) throw new Error('the demo needs its sellers and keepers')
  const speak = voicesIn(past, endpoints)
  const boss = speak(await actorOf(past, bossId))
  await holdPermit(boss, from)
  await arrange(boss, ids, from)
  const names: Name[] = ['mara', 'teodor', 'ilse', 'farid', 'cato', 'noa', 'ida', 'sol', 'paul']
  const everybody = await Promise.all(names.map(async (name) => [name, speak(await actor(`${name}@tidewater.example`))] as const))
  const approvers = { sales_manager: head, finance, legal: counsel, executive: boss.actor }
  return {
    staff: { sales, approvers, finance, bizops },
    people: new Map(everybody),
    sellers: [ids.get('cato@tidewater.example') ?? '', ids.get('noa@tidewater.example') ?? ''],
    leave: async () => {
      await letGo(boss, ids, today)
      await goAway(past, endpoints, ids, today)
    },
  }
}

/** The company is registered for sales tax in one state: customers there pay it. */
async function holdPermit(boss: Speaker, from: Day): Promise<void> {
  const { items } = await boss.say(billing.entitiesList, {})
  const seller = items.find((one) => one.country === 'US')
  if (!seller) throw new Error('the demo sells in the United States')
  const texas = { jurisdiction: 'US-TX', id: '3-20012-3456-7', kind: 'sales' as const, valid_from: from }
  await boss.say(billing.entitiesChange, { id: seller.id, registrations: [texas] })
}

export async function actorOf(past: OpenHouse, personId: string): Promise<Actor> {
  const actor = await past.open((ctx) => actorOfPerson(ctx, personId))
  if (!actor) throw new Error('a colleague of the demo is missing')
  return actor
}
