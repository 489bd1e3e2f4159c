import { placeOf } from '../../server/doors/reach.ts'
import type { Operation } from '../../server/kernel/operation.ts'
import { quotesCreate } from '../../server/modules/billing/contract.ts'
import { open, openActions } from '../../server/modules/decisions/index.ts'
import { actorOfPerson, createGroup, createServiceAccount } from '../../server/modules/people/index.ts'
import { rooms } from '../../server/rooms.ts'
import { newBuyer } from '../journeys/buyer.ts'
import {
  errorsReport,
  functionsCreate,
  missedNote,
  pagesCreate,
  proposalsCreate,
  runsStart,
} from '../../server/modules/handbook/contract.ts'
import { personRead } from '../../server/modules/people/contract.ts'
import { agendaItemsCreate, meetingsStart, messagesCreate, seriesCreate } from '../../server/modules/cadence/contract.ts'
import type { Cast } from './cast.ts'
import { foundTidewater } from './tidewater.ts'

type Row = Record<string, string>

/** Where things lie that belong to no account, by the beginning of the path that names them: the field, and a query for one of them. */
const houseThings: [path: string, field: string, sql: string][] = [
  ['/people/persons/', 'id', "select id as value from people.person where kind <> 'service' limit 1"],
  ['/people/service-accounts/', 'id', "select id as value from people.person where kind = 'service' limit 1"],
  ['/people/groups/', 'id', 'select id as value from people."group" limit 1'],
  ['/people/calendars/', 'key', 'select key as value from people.calendar limit 1'],
  ['/people/api-keys/', 'id', 'select id as value from people.api_key limit 1'],
  ['/people/invitations/', 'id', 'select id as value from people.invitation limit 1'],
  ['/billing/entities/', 'id', 'select id as value from billing.legal_entity limit 1'],
  ['/billing/price-books/', 'book', 'select book as value from billing.price_book_version limit 1'],
  ['/billing/series/', 'id', 'select id as value from billing.series limit 1'],
  ['/billing/runs/', 'id', 'select id as value from billing.run limit 1'],
  ['/licensing/keys/', 'kid', 'select kid as value from licensing.signing_key limit 1'],
  ['/portal/terms/', 'sha', 'select sha as value from billing.terms_document limit 1'],
  ['/data/sources/', 'key', 'select key as value from data.source limit 1'],
  ['/strategy/plans/', 'slug', 'select slug as value from strategy.plan limit 1'],
  ['/strategy/plan-imports/', 'id', 'select id as value from strategy.plan_import limit 1'],
  ['/strategy/editions/', 'id', 'select id as value from strategy.edition limit 1'],
  ['/strategy/editions/{id}/items/', 'key', 'select item_key as value from strategy.measure limit 1'],
  ['/strategy/measures/', 'key', 'select item_key as value from strategy.measure limit 1'],
  ['/decisions/decisions/', 'id', 'select id as value from decisions.decision limit 1'],
  ['/decisions/actions/', 'id', 'select id as value from decisions.action limit 1'],
  ['/cadence/series/', 'id', 'select id as value from cadence.series limit 1'],
  ['/cadence/meetings/', 'id', "select id as value from cadence.meeting where state = 'in_progress' limit 1"],
  ['/cadence/meetings/{id}/agenda-items/', 'item', "select id as value from cadence.agenda_item where source = 'hand' limit 1"],
  ['/cadence/meetings/{id}/messages/', 'message', 'select id as value from cadence.message limit 1'],
  ['/handbook/pages/', 'id', 'select id as value from handbook.page limit 1'],
  ['/handbook/pages/{id}/versions/', 'no', 'select no as value from handbook.page_version limit 1'],
  ['/handbook/procedures/', 'id', 'select page_id as value from handbook.procedure limit 1'],
  ['/handbook/proposals/', 'id', 'select id as value from handbook.proposal limit 1'],
  ['/handbook/runs/', 'id', 'select id as value from handbook.run limit 1'],
  ['/handbook/runs/{id}/steps/', 'key', 'select key as value from handbook.step limit 1'],
  ['/handbook/errors/', 'id', 'select id as value from handbook.error limit 1'],
  ['/handbook/missed/', 'id', 'select id as value from handbook.missed limit 1'],
  ['/handbook/candidates/', 'id', "select id as value from handbook.candidate where title = 'Kept'"],
  ...['acceptances', 'aliases', 'dismissals'].map((act): [string, string, string] => [
    `/handbook/candidates/{id}/${act}`,
    'id',
    `select id as value from handbook.candidate where title = '${act}'`,
  ]),
  ['/handbook/findings/', 'id', 'select id as value from handbook.finding limit 1'],
  ['/handbook/pages/imports/', 'id', 'select id as value from handbook.import limit 1'],
  ['/handbook/functions/', 'id', 'select id as value from handbook.function limit 1'],
  ['/letters/', 'id', 'select id as value from kernel.mail limit 1'],
]

/** A meeting under way, with an issue and something that will be told. */
async function meet(cast: Cast): Promise<void> {
  const people = await cast.house.db.pool.query("select id from people.person where kind <> 'service' limit 1")
  const chair = String(people.rows[0]?.id)
  const planner = cast.as('bizops')
  const { ahead } = await planner.call(seriesCreate, {
    title: 'Watch',
    purpose: 'Nobody is surprised',
    rule: 'FREQ=DAILY;COUNT=3',
    start_day: cast.house.clock().toISOString().slice(0, 10),
    start_time: '23:00',
    zone: 'UTC',
    closed_day: 'keep',
    chair,
  })
  const id = ahead[0]?.id ?? ''
  await planner.call(meetingsStart, { id, here: [chair] })
  await planner.call(agendaItemsCreate, { id, title: 'The crane is late', owner: chair })
  await planner.call(messagesCreate, { id, text: 'The crane comes on Friday', everyone: true })
}

/** A page of somebody's. */
async function writeDown(cast: Cast): Promise<void> {
  const people = await cast.house.db.pool.query("select id from people.person where kind <> 'service' limit 1")
  const owner = String(people.rows[0]?.id)
  const writer = cast.as('bizops')
  await writer.call(pagesCreate, { source: '# The watch\n\nIt begins at dusk (TBD).\n', owner })
  const { name } = await writer.call(personRead, { id: owner })
  const source = `---\nkind: procedure\nrole: Keeper\nrapid: ${name}(D)\n---\n# Light the lamp\n\n## Steps\n\n1. Climb up\n2. Light it\n`
  const { id } = await writer.call(pagesCreate, { source, owner })
  await writer.call(functionsCreate, { name: 'The quay', owner })
  // as if somebody had agreed to it
  const followed = 'update handbook.procedure set in_force_no = 1, in_force_since = $2, reviewed_on = $2, review_on = $2 where page_id = $1'
  await cast.house.db.pool.query(followed, [id, '2026-01-01'])
  const actor = await cast.open((ctx) => actorOfPerson(ctx, owner))
  if (!actor) throw new Error('whoever keeps it is with us')
  const run = await cast.speaker({ ...actor, rights: writer.actor.rights }).call(runsStart, { id })
  await writer.call(errorsReport, { id: run.id, fault: 'system' })
  await writer.call(proposalsCreate, { id, base: 1, note: 'As it is done' })
  await writer.call(missedNote, { words: 'where is the wallbox' })
  // as if people had asked again and again
  const asked = `insert into handbook.candidate
    (id, title, state, items, askers, answers, linked, last_at, best_cover, terms, raised_at, raised_day)
    select gen_random_uuid(), title, 'raised', 3, 3, 0, 0, now(), 0, '{}', now(), '2026-01-01' from unnest($1::text[]) as title`
  await cast.house.db.pool.query(asked, [['Kept', 'acceptances', 'aliases', 'dismissals']])
  await cast.drain()
}

/** One decision that is open, and one action. */
async function askAndAct(cast: Cast): Promise<void> {
  const people = await cast.house.db.pool.query("select id from people.person where kind <> 'service' limit 1")
  const person = people.rows[0]?.id ?? ''
  const parties = (['R', 'D', 'I'] as const).map((letter) => ({ letter, person_id: person }))
  // whoever opened it may change its text: the one in whose name edits are tried
  const actor = { ...cast.as('bizops').actor, id: '018f2f5e-7c1a-7000-8000-00000000000a', name: 'Ada' }
  await cast.open((ctx) => open({ ...ctx, actor }, { issue: 'May we?', proposal: 'We do.', parties }))
  await cast.open((ctx) =>
    openActions(ctx, [{ text: 'Do it', dri: person, due: '2026-12-31' }], {
      room: 'decisions',
      kind: 'hand',
      id: '',
      title: 'By hand',
      href: '/',
    }),
  )
}

export type RealStage = Awaited<ReturnType<typeof openRealStage>>

/** A company with one sold contract, an open offer and one thing of every kind, so that an operation can be asked about what is there. */
export async function openRealStage(cast: Cast) {
  const company = await foundTidewater(cast)
  const buyer = newBuyer((request) => cast.http(request), cast.house.settings.publicUrl, company.codeOf)
  await buyer.signUp({ name: 'Kranich Werke GmbH', country: 'DE', vat_id: company.germanVatId })
  const placed = await buyer.buy({ product: 'harbor-enterprise', seats: 25 })
  await cast.drain()
  await buyer.follow(placed.number)
  const first = async (sql: string): Promise<Row | undefined> => (await cast.house.db.pool.query(sql)).rows[0]
  const accountId = (await first('select id from customers.account limit 1'))?.id ?? ''
  await cast.as('bizops').call(quotesCreate, { account_id: accountId, product: 'harbor-enterprise', seats: 40 })
  await cast.open((ctx) => createGroup(ctx, { name: 'North' }))
  await askAndAct(cast)
  await meet(cast)
  await writeDown(cast)
  const ownerId = (await first('select id from people.person limit 1'))?.id ?? ''
  await cast.open((ctx) => createServiceAccount(ctx, { name: 'Export', title: 'Writes the nightly export', owner_id: ownerId, roles: [] }))

  const kinds = new Map<string, Row>()
  for (const kind of rooms.flatMap((room) => Object.keys(room.accountBound))) {
    const { table, account } = placeOf(rooms, kind)
    const row = await first(
      `select * from ${table.replace('.', '."').concat('"')} where ${account} = '${accountId}' order by id desc limit 1`,
    )
    if (!row) throw new Error(`the account has no ${kind}`)
    kinds.set(kind, row)
  }
  const things = new Map<string, string | undefined>()
  for (const [path, field, sql] of houseThings) things.set(`${path} ${field}`, (await first(sql))?.value)

  /** The fields of an operation's input that name something, with what is there. */
  function named(operation: Operation): Record<string, unknown> {
    const found: Record<string, unknown> = {}
    for (const [path, field] of houseThings) {
      const value = things.get(`${path} ${field}`)
      if (value !== undefined && operation.path.startsWith(path)) found[field] = value
    }
    for (const [field, kind] of Object.entries(operation.bound ?? {}))
      found[field] = kinds.get(kind)?.[field === 'number' ? 'number' : 'id']
    if (operation.name === 'strategy.plans.make_current') found.edition_id = company.editionId
    if (operation.name === 'strategy.items.add') found.after = things.get('/strategy/editions/{id}/items/ key')
    if (operation.name === 'handbook.candidates.accept') found.owner = things.get('/people/persons/ id')
    if (operation.name === 'handbook.candidates.alias') found.page = things.get('/handbook/pages/ id')
    return found
  }
  const missing = [...things].filter(([, value]) => value === undefined).map(([place]) => place)
  return { cast, company, buyer, accountId, named, missing }
}
