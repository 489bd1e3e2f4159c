import * as customers from '../../../server/modules/customers/contract.ts'
import * as data from '../../../server/modules/data/contract.ts'
import * as licensing from '../../../server/modules/licensing/contract.ts'
import * as strategy from '../../../server/modules/strategy/contract.ts'
import type { World } from '../../cast/writes.ts'
import type { Refusals } from './refusals.ts'

const source = (world: World) => world.ask(data.sourcesCreate, { key: 'harbor', name: 'Harbor servers' })
const plan = (world: World, title = 'FY27 Company VPMOM', wish: object = {}) =>
  world.ask(strategy.plansCreate, { title, level: 'company', ...wish })

export const others: Refusals = {
  'customers.owner_not_active': (world) => world.ask(customers.accountChange, { id: world.ids.account, owner_id: crypto.randomUUID() }),
  'key.too_early': async (world) => {
    const { kid } = await world.ask(licensing.keysGenerate, { environment: 'prod', first_use_on: '2026-12-01' })
    return world.ask(licensing.keysActivate, { kid, reason: 'The yearly change' })
  },
  'source.exists': async (world) => {
    await source(world)
    return source(world)
  },
  'source.retired': async (world) => {
    const { key } = await source(world)
    await world.query(`update data.source set state = 'retired' where key = $1`, [key])
    return world.ask(data.sourcesRotate, { key })
  },
  'warehouse.elsewhere': (world) => world.ask(data.rebuildsCreate, {}),
  'plan.okr_at_company_level': (world) => plan(world, 'FY27', { framework: 'okr' }),
  'plan.period_reversed': (world) => plan(world, 'FY27', { period_from: '2027-01-31', period_to: '2026-02-01' }),
  'edition.other_plan': async (world) => {
    const { slug } = await plan(world)
    const { edition_id } = await plan(world, 'FY27 Sales VPMOM', { level: 'department' })
    return world.ask(strategy.plansMakeCurrent, { slug, edition_id })
  },
  'import.not_base64': (world) => world.ask(strategy.importsPreview, { name: 'plan.md', content_base64: 'not base64!' }),
  'import.index_unknown': async (world) => {
    const { id } = await world.ask(strategy.importsPreview, { name: 'plan.md', text: '# FY27 Company VPMOM\n\nVision\n- Calm seas\n' })
    return world.ask(strategy.importsConfirm, { id, plans: [{ index: 9, level: 'company' }] })
  },
  'item.unknown': async (world) => {
    const { edition_id: id } = await plan(world)
    return world.ask(strategy.measuresBind, { id, key: crypto.randomUUID(), kind: 'tbd', resolve_by: '2026-09-01' })
  },
}
