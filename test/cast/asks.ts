import { strips } from '../../server/doors/home/boards.ts'
import type { Endpoint } from '../../server/kernel/room.ts'
import { sortsOf } from '../../server/kernel/list/list.ts'
import { rooms } from '../../server/rooms.ts'
import { sampleOf } from './sample.ts'

const sought = 'kestrel müller'

/** What is asked of a grown house, and by whom: roles of colleagues, where it is no customer's. */
export type Ask = { bound: Endpoint; input: Record<string, unknown>; title: string; roles: readonly string[] }

/** Who reaches everything, and a seller who reaches one customer in fifty. */
const usual = ['admin', 'sales']

/** Ids of things of the grown house by what they are called in `pages`; `account` is one of the seller's. */
export type Things = Record<(typeof pages)[keyof typeof pages], string>

/** Pages of one thing that hangs on what grows. */
const pages = {
  'customers.accounts.read': 'account',
  'billing.contracts.get': 'contract',
  'billing.contracts.state': 'contract',
  'billing.documents.get': 'document',
  'billing.quotes.get': 'quote',
  'billing.orders.get': 'order',
  'licensing.licences.get': 'licence',
  'portal.contracts.get': 'own_contract',
  'portal.quotes.get': 'own_quote',
  'portal.orders.get': 'own_order',
} as const

/** Every list, search, home and portal page, each tile of the home page, and a page of each thing. */
export function asksOfAll(endpoints: readonly Endpoint[], things: Things): Ask[] {
  const reads = endpoints.filter(({ operation }) => operation.method === 'GET' && operation.right !== 'anyone')
  const about = { kind: 'contract', subject_id: things.contract }
  const lists = reads
    .filter(({ operation }) => !operation.path.includes('{'))
    .flatMap((bound) => waysOf(bound).map((way) => ask(bound, 'subject_id' in way ? { ...way, ...about } : way)))
  const tiles = ['needs', 'news', ...Object.keys(strips), ...rooms.flatMap((room) => (room.tiles ?? []).map(({ key }) => key))]
  const one = reads.flatMap((bound) => {
    const { name, path } = bound.operation
    if (name === 'house.home.tile') return tiles.map((tile) => ask(bound, { tile }, ['executive', 'finance', 'sales']))
    const thing = pages[name as keyof typeof pages]
    return thing ? [ask(bound, path.includes('{number}') ? { number: things[thing] } : { id: things[thing] })] : []
  })
  return [...lists, ...one]
}

/** Each list in every order that it declares, from the smallest and from the largest, and counted: asked once, by who reaches most. */
export function sortsOfAll(endpoints: readonly Endpoint[]): (Ask & { column: string })[] {
  return endpoints.flatMap((bound) => {
    const { list, input, path } = bound.operation
    if (!list || path.includes('{')) return []
    const way = (column: string, more: object) => ({ ...ask(bound, { ...sampleOf(input), ...more }, ['admin']), column })
    return [way('totals', { totals: true }), ...sortsOf(list).map((sort) => way(sort.replace('-', ''), { sort }))]
  })
}

export function ask(bound: Endpoint, input: Record<string, unknown>, roles: readonly string[] = usual): Ask {
  return { bound, input, roles, title: `${bound.operation.name} ${JSON.stringify(input)}` }
}

/** What an operation is asked of, where the plainest text names nothing. */
const meant: Record<string, Record<string, unknown>> = { 'house.views.list': { list: 'customers.accounts.list' } }

/** Each list as it opens, with each of its filters that is a word of a list, and with words. */
function waysOf({ operation }: Endpoint): Record<string, unknown>[] {
  const shape = (Reflect.get(operation.input, 'shape') ?? {}) as Record<string, { safeParse: (value: unknown) => { success: boolean } }>
  const plain = { ...sampleOf(operation.input), ...meant[operation.name] }
  if ('q' in shape && operation.name === 'house.search') return [{ q: sought }, { q: 'kestral' }, { q: 'GROWN-2026-000123' }]
  const states = ['open', 'overdue', 'paid', 'active', 'in_grace', 'requested', 'fulfilled', 'expiring']
  const words = ['search', 'q'].filter((name) => name in shape)
  return [
    plain,
    ...words.flatMap((name) => [sought, 'gmbh'].map((text) => ({ ...plain, [name]: text }))),
    ...('state' in shape ? states.filter((state) => shape['state']?.safeParse(state).success).map((state) => ({ ...plain, state })) : []),
  ]
}
