import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openShop, type Shop } from '../../test/cast/billing.ts'
import type { Speaker } from '../../test/cast/cast.ts'
import { asksOfTheHandbook, type InnerRight } from '../../test/cast/keeping.ts'
import { sources } from '../../test/house/imports.ts'
import type { Context, Scope } from '../kernel/context.ts'
import * as billing from '../modules/billing/contract.ts'
import * as cadence from '../modules/cadence/contract.ts'
import * as decisions from '../modules/decisions/contract.ts'
import * as customers from '../modules/customers/contract.ts'
import { openAccount } from '../modules/customers/index.ts'
import { policyFor } from '../modules/data/queries/policy.ts'
import * as people from '../modules/people/contract.ts'
import * as strategy from '../modules/strategy/contract.ts'
import { admitPerson, doFirstRun, setRoles } from '../modules/people/index.ts'
import { rightsOf } from '../../test/cast/rights.ts'
import { rooms } from '../rooms.ts'

/**
 * Some commands ask for more than the right of their operation. Each such question stands here with somebody who may call the operation
 * but not do this: drop the question and its case fails; write a new one and the list fails.
 */
let shop: Shop
beforeAll(async () => {
  shop = await openShop({ rooms: ['people', 'decisions', 'customers', 'billing', 'data', 'strategy', 'cadence', 'handbook'] })
  const company = { name: 'Tidewater', zone: 'UTC', fiscal_year_end: '01-31', currency: 'USD', locale: 'en-US' }
  await shop.cast.open((ctx) =>
    doFirstRun(ctx, { company, owner: { name: 'Mara', email: 'mara@tidewater.example', password: 'a calm harbour' } }),
  )
})
afterAll(() => shop?.close())

const codeOf = (done: Promise<unknown>) =>
  done.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  )
/** A colleague with a row of their own, and with just these rights. */
async function somebody(...rights: [string, Scope][]): Promise<Speaker> {
  const name = `Somebody ${randomUUID().slice(0, 6)}`
  const email = `${randomUUID()}@tidewater.example`
  const id = await shop.cast.open((ctx) => admitPerson(ctx, { name, email, password: 'a lighthouse in the fog', roles: ['member'] }))
  return shop.cast.speaker({ kind: 'person', id, name, rights: new Map(rights), roles: new Set() })
}
async function contractOf() {
  const customer = await shop.customer()
  await shop.buy(customer, { seats: 3 })
  const { items } = await customer.buyer.call(billing.portalContracts, {})
  return items[0]?.id ?? ''
}

/** A decision for the few between two others, and an action of one of them. */
async function amongThemselves() {
  const [first, second] = [await somebody(...takesPart), await somebody(...takesPart)]
  const parties = [{ letter: 'D' as const, person_id: second.actor.id }]
  const few = await first.call(decisions.decisionsCreate, { issue: 'May we?', proposal: 'We do.', audience: 'restricted', parties })
  const action = await first.call(decisions.actionsCreate, { text: 'Do it', due: '2026-12-31', dri: second.actor.id })
  return { decision: few.id, action: action.id }
}
const takesPart: [string, Scope][] = [
  ['decisions.read', 'all'],
  ['decisions.write', 'all'],
]
const plansOfOthers: [string, Scope][] = [
  ['strategy.read', 'all'],
  ['strategy.take_part', 'all'],
]
/** A line in the budget of a plan that somebody else answers for. */
async function budgets(who: Speaker) {
  const wish = { title: 'Harbour VPMOM', level: 'team' as const }
  const { edition_id: id } = await shop.cast.as('admin').call(strategy.plansCreate, wish)
  const { lines } = await who.call(strategy.itemsList, { id })
  const item_key = lines.find(({ section }) => section === 'methods')?.key ?? ''
  const cost = { kind: 'other' as const, name: 'Posters', currency: 'USD', starts_on: '2026-05-15', one_time_minor: 5 }
  return codeOf(who.call(strategy.budgetAdd, { id, item_key, ...cost }))
}
/** Imports a plan with a measure that says what it is bound to. */
async function importsBound(who: Speaker) {
  const text = `# Quay ${randomUUID().replace(/[^a-z]/g, '')} VPMOM\n\nVision\n- Calm\n\nMeasures\n- Miles <!-- qd kind=tbd -->\n`
  const { id } = await who.call(strategy.importsPreview, { name: 'quay.md', text })
  const { created, left } = await who.call(strategy.importsConfirm, { id, plans: [{ index: 0 }] })
  return created[0]?.measures_bound === 1 ? 'done' : (left[0]?.why ?? '')
}
const looks = async (who: Speaker) => codeOf(who.call(decisions.decisionsGet, { id: (await amongThemselves()).decision }))
const completes = async (who: Speaker) => codeOf(who.call(decisions.actionsComplete, { id: (await amongThemselves()).action }))

/** A series of somebody else's, for the few or for all. */
async function series(audience: 'internal' | 'restricted') {
  const chair = (await somebody(...takesPart)).actor.id
  const when = { rule: 'FREQ=DAILY;COUNT=2', start_day: '2026-06-20', start_time: '11:00', closed_day: 'keep' as const }
  return shop.cast.as('bizops').call(cadence.seriesCreate, { ...when, title: 'Watch', purpose: 'Nobody is surprised', chair, audience })
}
const meets: [string, Scope][] = [
  ['cadence.read', 'all'],
  ['cadence.write', 'all'],
]
/** What another calendar gets that looks at the address of a colleague, who may since have lost all roles. */
async function subscribes(roles: string[]) {
  const who = await somebody(...meets)
  const { url } = await who.call(cadence.feedCreate, {})
  await shop.cast.open((ctx) => setRoles(ctx, { id: who.actor.id, roles }))
  return codeOf(shop.cast.visitor().call(cadence.calendarsRead, { token: url.split('/').at(-1) ?? '' }))
}
const looksAt = async (who: Speaker) => codeOf(who.call(cadence.seriesGet, { id: (await series('restricted')).id }))
const starts = async (who: Speaker) => codeOf(who.call(cadence.meetingsStart, { id: (await series('internal')).ahead[0]?.id ?? '' }))

const cases: InnerRight[] = [
  {
    asks: "modules/billing/commands/contracts/amend.ts need(ctx.actor, 'billing.bill')",
    without: async () => credit(shop.cast.as('sales'), await contractOf()),
    refused: 'right.missing',
    withIt: async () => credit(shop.cast.as('finance'), await contractOf()),
    then: 'done',
  },
  {
    asks: "modules/billing/commands/profiles/change.ts need(ctx.actor, 'billing.bill')",
    without: () => terms(shop.cast.as('sales')),
    refused: 'right.missing',
    withIt: () => terms(shop.cast.as('finance')),
    then: 'done',
  },
  {
    asks: 'modules/people/persons.ts need(ctx.actor, right)',
    without: () => rename(['customers.write', 'team']),
    refused: 'customers.account.unknown',
    withIt: () => rename(['customers.write', 'all']),
    then: 'done',
  },
  {
    asks: "modules/data/queries/policy.ts need(ctx.actor, 'data.read')",
    without: () => codeOf(asksFor(['strategy.read', 'all'])),
    refused: 'right.missing',
    withIt: () => codeOf(asksFor(['data.read', 'all'])),
    then: 'done',
  },
  {
    asks: "modules/decisions/queries/book.ts mayDo(ctx.actor, 'decisions.restricted')",
    without: async () => looks(await somebody(...takesPart)),
    refused: 'decision.unknown',
    withIt: async () => looks(await somebody(...takesPart, ['decisions.restricted', 'all'])),
    then: 'done',
  },
  {
    asks: "modules/decisions/queries/book.ts mayDo(ctx.actor, 'decisions.policy')",
    without: async () => completes(await somebody(...takesPart)),
    refused: 'action.not_yours',
    withIt: async () => completes(await somebody(...takesPart, ['decisions.policy', 'all'])),
    then: 'done',
  },
  {
    asks: "modules/cadence/queries/book.ts mayDo(ctx.actor, 'cadence.restricted')",
    without: async () => looksAt(await somebody(...meets)),
    refused: 'series.unknown',
    withIt: async () => looksAt(await somebody(...meets, ['cadence.restricted', 'all'])),
    then: 'done',
  },
  {
    asks: "modules/cadence/queries/book.ts mayDo(ctx.actor, 'cadence.plan')",
    without: async () => starts(await somebody(...meets)),
    refused: 'meeting.not_lead',
    withIt: async () => starts(await somebody(...meets, ['cadence.plan', 'all'])),
    then: 'done',
  },
  ...asksOfTheHandbook(() => shop.cast, somebody),
  {
    asks: "modules/strategy/commands/import-bindings.ts mayDo(ctx.actor, 'strategy.write')",
    without: async () => importsBound(await somebody(...plansOfOthers, ['strategy.import', 'all'])),
    refused: 'Whoever imports it may not bind measures. What it says stays in the text.',
    withIt: async () => importsBound(await somebody(...plansOfOthers, ['strategy.import', 'all'], ['strategy.write', 'all'])),
    then: 'done',
  },
  {
    asks: "modules/strategy/commands/budget.ts mayDo(ctx.actor, 'strategy.budget')",
    without: async () => budgets(await somebody(...plansOfOthers)),
    refused: 'plan.not_dri',
    withIt: async () => budgets(await somebody(...plansOfOthers, ['strategy.budget', 'all'])),
    then: 'done',
  },
  {
    asks: "modules/people/commands/persons.ts mayDo(ctx.actor, 'people.admin')",
    without: async () => renamePerson(await somebody(['people.read', 'all'])),
    refused: 'right.missing',
    withIt: async () => renamePerson(await somebody(['people.read', 'all'], ['people.admin', 'all'])),
    then: 'done',
  },
  {
    asks: "modules/people/commands/keys.ts mayDo(ctx.actor, 'people.admin')",
    without: async () => revoke(await somebody(['people.read', 'all'])),
    refused: 'api_key.unknown',
    withIt: async () => revoke(await somebody(['people.read', 'all'], ['people.admin', 'all'])),
    then: 'done',
  },
  {
    asks: "modules/people/commands/delegations.ts need(ctx.actor, 'people.delegate')",
    without: async () => standIn(await somebody(['people.delegate', 'own'])),
    refused: 'right.missing',
    withIt: async () => standIn(await somebody(['people.delegate', 'all'])),
    then: 'done',
  },
]

/** For somebody else, and the end of it. */
async function standIn(who: Speaker) {
  const [away, other] = [await somebody(), await somebody()]
  const input = { from_id: away.actor.id, to_id: other.actor.id, what: ['decisions' as const], until_day: '2027-01-31' }
  const made = await codeOf(who.call(people.delegationCreate, input))
  const { id } = await shop.cast.as('admin').call(people.delegationCreate, { ...input, what: ['actions'] })
  const ended = await codeOf(who.call(people.delegationEnd, { id }))
  return made === ended ? made : `${made} and ${ended}`
}

function credit(who: Speaker, id: string) {
  const change = { kind: 'end' as const, effective: '2026-06-20', credit: 'prorated' as const }
  return codeOf(who.call(billing.contractsAmend, { id, change, reason: 'Closed' }))
}

async function terms(who: Speaker) {
  await contractOf()
  const { items } = await shop.cast.as('finance').call(billing.profilesList, {})
  return codeOf(who.call(billing.profilesChange, { id: items[0]?.id ?? '', terms_days: 60 }))
}

/** An account of somebody in no team of the asker's. */
async function rename(right: [string, Scope]) {
  const owner = await somebody()
  const name = `Reached ${randomUUID()}`
  const { account } = await shop.cast.open((ctx) => openAccount(ctx, { name, kind: 'business', country: 'DE', owner_id: owner.actor.id }))
  const asker = await somebody(right)
  return codeOf(asker.call(customers.accountChange, { id: account.id, name: `${name} renamed` }))
}

async function asksFor(right: [string, Scope]) {
  const actor = { kind: 'person' as const, id: randomUUID(), name: 'Reader', rights: new Map([right]) }
  return policyFor({ actor } as unknown as Context, [], [])
}

async function renamePerson(who: Speaker) {
  const other = await somebody()
  return codeOf(who.call(people.personChange, { id: other.actor.id, name: 'Renamed' }))
}

async function revoke(who: Speaker) {
  const owner = await somebody(['people.read', 'all'])
  const expires_at = new Date('2026-07-15T00:00:00Z').toISOString()
  const { key } = await owner.call(people.keyCreate, { name: 'theirs', rights: ['people.read'], expires_at })
  return codeOf(who.call(people.keyRevoke, { id: key.id }))
}

describe('what a command asks beyond the right of its operation', () => {
  test('is all in this list', () => {
    const root = join(import.meta.dirname, '..')
    const asked = new Set<string>()
    for (const file of sources('server/modules/**/*.ts').filter((one) => !one.endsWith('.test.ts'))) {
      const text = readFileSync(join(root, '..', file), 'utf8')
      for (const [call] of text.matchAll(/\bneed\((?:ctx\.)?actor, [^)]+\)/g)) asked.add(`${file.slice('server/'.length)} ${call}`)
      // a query may ask to leave something out; in a command, and in what says for commands who may touch a decision or a meeting, the question is a guard
      if (file.includes('/commands/') || /(decisions|cadence)\/queries\/book\.ts$/.test(file)) {
        for (const [call] of text.matchAll(/\bmayDo\((?:ctx\.)?actor, [^)]+\)/g)) asked.add(`${file.slice('server/'.length)} ${call}`)
      }
    }
    expect([...asked].sort()).toEqual(cases.map((one) => one.asks).sort())
  })

  test.each(cases.map((one) => [one.asks, one] as const))('%s', async (_asks, { without, refused, withIt, then }) => {
    expect(await without()).toBe(refused)
    expect(await withIt()).toBe(then)
  })

  test('who may see no meetings any more has no calendar either', async () => {
    expect([await subscribes([]), await subscribes(['member'])]).toEqual(['calendar.unknown', 'done'])
  })

  test('the one right that nobody holds beside a role is asked by the operation itself', () => {
    const approve = rooms.flatMap((room) => room.operations).find(({ operation }) => operation.name === 'billing.quotes.approve')
    expect(approve?.operation.right).toBe('billing.approve')
    expect(rightsOf(['admin', 'bizops', 'sales', 'success', 'leadership', 'member', 'auditor']).has('billing.approve')).toBe(false)
  })
})
