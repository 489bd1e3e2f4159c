import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { addressOf } from '../../web/kit/address.ts'
import { zipOf } from '../../server/kernel/files/zip-write.ts'
import { chatsPreview, functionsArrange, trainingsRequire } from '../../server/modules/handbook/contract.ts'
import {
  delegationCreate,
  groupCreate,
  invite,
  memberAdd,
  personsList,
  serviceAccountCreate,
} from '../../server/modules/people/contract.ts'
import { rooms } from '../../web/modules/index.ts'
import { portalRoutes } from '../../web/portal/routes.ts'
import { lettersTo } from '../cast/staff.ts'
import { newBuyer } from '../journeys/buyer.ts'
import { openStage, type Stage } from './stage.ts'
import { walker } from './walk.ts'

/** Pictures of every page are kept in this folder when it is named. */
const pictures = process.env['QUARTERDECK_PICTURES']

let stage: Stage
/** what stands for `$id` and the like in an address */
let ids: Record<string, string>
let colleague: Tab[] | undefined

beforeAll(async () => {
  if (pictures) mkdirSync(pictures, { recursive: true })
  stage = await openStage()
  ids = await furnish()
})
afterAll(() => stage?.close())

// a busy machine takes minutes for what a quiet one does in half of one
describe('every page, in light and dark, wide and on a phone', { timeout: 400_000 }, () => {
  test('for anyone', async () => {
    const doors = ['/app/sign-in', '/app/forgotten', '/app/new-password', `/app/invitation#${ids['invitation']}`]
    expect(await walkAll(['/', '/pricing', ...doors, '/portal/sign-in', '/portal/buy'], await tabsOf())).toEqual([])
  })

  test('for a customer', async () => {
    const paths = portalRoutes.filter((route) => route.path !== '/sign-in').map((route) => `/portal${route.path === '/' ? '' : route.path}`)
    const cookies = await cookiesOf(async (ask) => {
      await ask('/portal/sign-ins', { email: ids['email'] })
      await ask('/portal/codes', { email: ids['email'], code: await stage.company.codeOf(ids['email'] ?? '') })
    })
    expect(await walkAll(paths.map(filled), await tabsOf(cookies))).toEqual([])
  })

  test.each([
    { room: 'the frame', paths: ['/', '/letters', '/webhooks', '/webhooks?new=yes'] },
    ...rooms.map(({ room, routes }) => ({ room, paths: routes.map((route) => route.path) })),
  ])('for a colleague: $room', async ({ paths }) => {
    expect(await walkAll(paths.map(filled).map(addressOf), await colleagueTabs())).toEqual([])
  })

  test('for a colleague: a program’s own page', async () => {
    expect(await walkAll([addressOf(`/people/persons/${ids['program']}`)], await colleagueTabs())).toEqual([])
  })
})

type Ask = (path: string, body: object) => Promise<void>

/** The cookies that somebody holds after signing in. */
async function cookiesOf(enter: (ask: Ask) => Promise<void>) {
  const { context } = await stage.reader()
  await enter(async (path, data) => {
    const response = await context.request.post(`/api${path}`, { data })
    if (!response.ok()) throw new Error(`${path}: ${response.status()} ${await response.text()}`)
  })
  const cookies = await context.cookies()
  await context.close()
  return cookies
}

type Tab = (path: string) => Promise<string[]>

/** Tabs of one reader, kept from room to room; each answers everything that is wrong on a page, errors on the console included. */
async function tabsOf(cookies: Awaited<ReturnType<typeof cookiesOf>> = []): Promise<Tab[]> {
  const readers = [await stage.reader(), await stage.reader()]
  for (const { context } of readers) await context.addCookies(cookies)
  return readers.map((tab) => {
    const walk = walker(tab.page, pictures)
    return async (path) => {
      const wrong = await walk(path).catch((error: Error) => [`${path}: ${error.message}`])
      return [...wrong, ...tab.complaints.splice(0).map((text) => `${path} console: ${text}`)]
    }
  })
}

async function colleagueTabs(): Promise<Tab[]> {
  const door = { email: 'mara@tidewater.example', password: 'a calm harbour at dusk' }
  colleague ??= await tabsOf(await cookiesOf((ask) => ask('/people/sign-ins', door)))
  return colleague
}

async function walkAll(paths: string[], tabs: Tab[]): Promise<string[]> {
  const left = [...paths]
  const found: string[] = []
  await Promise.all(
    tabs.map(async (tab) => {
      for (let path = left.shift(); path; path = left.shift()) found.push(...(await tab(path)))
    }),
  )
  return found
}

function filled(path: string): string {
  const [room = ''] = path.split('/$')
  return path.replace(/\$\w+/, () => {
    // minutes are of a meeting that is over
    const id = ids[path] ?? ids[room]
    if (!id) throw new Error(`nothing to show at ${path}`)
    return id
  })
}

/** What listeners read is read: here the house delivers by itself, and is waited for. */
async function settled(): Promise<void> {
  const found = async () => (await stage.company.staff('GET', '/handbook/findings')).items.length
  await vi.waitFor(async () => expect(await found()).toBeGreaterThan(0), { timeout: 60_000, interval: 200 })
}

/** One of everything that a page can be about: an order with all that follows, a wish for a quote, a billing run, an import. */
async function furnish(): Promise<Record<string, string>> {
  const { company, cast } = stage
  const buyer = newBuyer((request) => cast.http(request), stage.base, company.codeOf)
  await buyer.signUp({ name: 'Kranich Werke GmbH', country: 'DE', vat_id: company.germanVatId })
  const placed = await buyer.buy({ product: 'harbor-enterprise', seats: 25 })
  const order = await buyer.follow(placed.number)
  const asked = await buyer.ask('POST', '/portal/quotes', { product: 'harbor-advanced', seats: 400 })
  const run = await company.staff('POST', '/billing/runs', {})
  const preview = await company.staff('POST', '/strategy/plan-imports', {
    name: 'team.md',
    text: '# FY27 Pilots VPMOM\n\nVision\n- Safe passage\n',
  })
  const guest = 'newcomer@tidewater.example'
  await cast.as('admin').call(invite, { email: guest, roles: ['member'] })
  const [letter = ''] = await lettersTo(cast, guest)
  const first = async (path: string, field = 'id') => (await company.staff('GET', path)).items[0][field]
  const { items: colleagues } = await cast.as('admin').call(personsList, {})
  const [mara, mate] = [colleagues.find((one) => one.name.startsWith('Mara')), colleagues.find((one) => !one.name.startsWith('Mara'))]
  if (!mara || !mate) throw new Error('the company has nobody to stand in')
  const exporter = { name: 'Nightly export', title: 'Writes the figures of the day', owner_id: mara.id, roles: ['finance'] }
  const program = await cast.as('admin').call(serviceAccountCreate, exporter)
  await cast
    .as('admin')
    .call(delegationCreate, { from_id: mara.id, to_id: mate.id, what: ['approvals', 'decisions'], until_day: '2026-06-30' })
  const decision = await company.staff('POST', '/decisions/decisions', {
    issue: 'May a customer buy up to $10,000 without a salesperson?',
    proposal: 'Orders below $10,000 go through.',
    parties: [
      { letter: 'D', person_id: mate.id },
      { letter: 'I', person_id: mara.id },
    ],
  })
  const series = await company.staff('POST', '/cadence/series', {
    title: 'Leadership, weekly',
    purpose: 'What is red is named, decided and given to one person.',
    rule: 'FREQ=WEEKLY;BYDAY=MO',
    start_day: '2026-06-15',
    start_time: '12:00',
    zone: 'UTC',
    template: [{ title: 'Issues', minutes: 20, kind: 'decide', shows: 'issues' }],
  })
  const meeting = await company.staff('POST', `/cadence/meetings/${series.ahead[0].id}/starts`, {})
  const over = await company.staff('POST', `/cadence/meetings/${series.ahead[1].id}/starts`, {})
  const page = await company.staff('POST', '/handbook/pages', {
    source: '# The watch\n\n## When\n\nAt dusk.\n\n## Who\n\n<!-- internal -->\nTwo of us.\n<!-- /internal -->\n',
  })
  const followed = await company.staff('POST', '/handbook/pages', {
    source: `---\nkind: procedure\nrole: Keeper\nrapid: ${mara.name}(D)\n---\n# Light the lamp\n\n## Steps\n\n1. Climb up\n2. Light it\n`,
    backup: mate.id,
  })
  const quay = await company.staff('POST', '/handbook/functions', { name: 'The quay', owner: mara.id })
  await cast.as('bizops').call(functionsArrange, { id: quay.id, if_match: 1, entries: [{ page: followed.id }, { label: 'The log' }] })
  const put = await company.staff('POST', `/handbook/pages/${followed.id}/proposals`, { base: 1, note: 'As we do it' })
  const yes = { text_no: 1, outcome: 'accept', text: 'Yes', no_actions: true }
  await company.staff('POST', `/decisions/decisions/${put.decision.id}/outcomes`, yes)
  await company.staff('POST', `/handbook/procedures/${followed.id}/waivers`, { reason: 'The plan comes later', until: '2026-09-01' })
  await company.staff('POST', `/handbook/proposals/${put.id}/publications`, {})
  const begun = await company.staff('POST', `/handbook/procedures/${followed.id}/runs`, { about: 'The north lamp' })
  await company.staff('POST', `/handbook/runs/${begun.id}/errors`, { fault: 'system', note: 'No oil' })
  await company.staff('POST', `/cadence/meetings/${over.id}/closings`, {})
  const keepers = await cast.as('admin').call(groupCreate, { name: 'Keepers' })
  await cast.as('admin').call(memberAdd, { id: keepers.id, person_id: mara.id } as never)
  await cast.as('bizops').call(trainingsRequire, { id: followed.id, groups: [keepers.id], mode: 'ack' })
  for (const fee of ['30', '45'])
    await company.staff('POST', '/handbook/pages', {
      source: `# Fees of ${fee}\n\nEvery visitor pays ${fee} EUR for a night at the long quay.\n`,
    })
  await settled()
  const tree = {
    name: 'tree.zip',
    type: 'application/zip',
    content: zipOf([{ name: 'tide.md', bytes: Buffer.from('# Tide\n') }]).toString('base64'),
  }
  const said = {
    team: 't',
    channel: 'quay',
    user: 'noa',
    message: 'How do we light the north lamp at dusk?',
    create_at: Date.now() - 86_400_000,
  }
  // what asks for a fresh proof is no program's
  const chat = await cast.as('bizops').call(chatsPreview, {
    file: {
      name: 'quay.jsonl',
      type: 'application/octet-stream',
      content: Buffer.from(`{"type":"version","version":1}\n${JSON.stringify({ type: 'post', post: said })}\n`).toString('base64'),
    },
  })
  const came = await company.staff('POST', '/handbook/imports', { file: tree, tree: 'tide' })
  return {
    '/handbook/pages': page.id,
    '/handbook/runs': begun.id,
    '/handbook/health': followed.id,
    '/handbook/trainings': await first('/handbook/trainings'),
    '/handbook/findings': await first('/handbook/findings'),
    '/handbook/pages/imports': came.id,
    '/handbook/findings/chats': chat.id,
    '/cadence/series': series.id,
    '/cadence/meetings': meeting.id,
    '/cadence/meetings/$id/minutes': over.id,
    program: program.id,
    '/decisions/decisions': decision.id,
    email: buyer.email,
    invitation: /\/invitation#(\S+)/.exec(letter)?.[1] ?? '',
    '/portal/quotes': asked.id,
    '/portal/orders': order.number,
    '/portal/contracts': order.contract_id ?? '',
    '/billing/contracts': order.contract_id ?? '',
    '/billing/documents': order.documents[0]?.id ?? '',
    '/billing/quotes': asked.id,
    '/billing/orders': await first('/billing/orders'),
    '/billing/runs': run.id,
    '/billing/companies': await first('/billing/entities'),
    '/customers/accounts': await first('/customers/accounts'),
    '/licensing/licences': order.licence?.id ?? '',
    '/data/metrics': 'arr',
    '/people/persons': await first('/people/persons'),
    '/people/hand-overs': await first('/people/persons'),
    '/people/groups': (await cast.as('admin').call(groupCreate, { name: 'North' })).id,
    '/people/calendars': 'company',
    '/strategy/plans': await first('/strategy/plans', 'slug'),
    '/strategy/imports': preview.id,
    '/strategy/editions': company.editionId,
  }
}
