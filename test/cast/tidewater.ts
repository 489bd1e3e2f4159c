import { randomUUID } from 'node:crypto'
import { saveRates } from '../../server/kernel/rates.ts'
import { setUpBilling } from '../../server/modules/billing/index.ts'
import { createSource } from '../../server/modules/data/index.ts'
import { keysList, keysPublicPem } from '../../server/modules/licensing/contract.ts'
import { keyCreate } from '../../server/modules/people/contract.ts'
import { actorOfPerson, doFirstRun, neverForKeys } from '../../server/modules/people/index.ts'
import { editionsGet, importsConfirm, importsPreview, measuresBind } from '../../server/modules/strategy/contract.ts'
import type { Cast } from './cast.ts'
import { lettersTo } from './staff.ts'
import { companyPlan } from '../parts/company-plan.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers are read by tests that know their shape
type Answer = any

export type Tidewater = Awaited<ReturnType<typeof foundTidewater>>

/** The company that journeys speak of: an owner with an API key, price book, rates, keys, a source of server reports, a plan with one live measure. */
export async function foundTidewater(cast: Cast) {
  const base = cast.house.settings.publicUrl
  const company = {
    name: 'Tidewater Systems',
    zone: 'UTC',
    fiscal_year_end: '01-31',
    currency: 'USD',
    locale: 'en-US',
  }
  const owner = { name: 'Mara Okonjo', email: 'mara@tidewater.example', password: 'a calm harbour at dusk' }
  const { person_id: ownerId } = await cast.open((ctx) => doFirstRun(ctx, { company, owner }))
  const ownerActor = await cast.open((ctx) => actorOfPerson(ctx, ownerId))
  if (!ownerActor) throw new Error('the owner is missing')
  const boss = cast.speaker(ownerActor)
  const { secret } = await boss.call(keyCreate, {
    name: 'Journeys',
    rights: [...ownerActor.rights.keys()].filter((right) => !neverForKeys(cast.house.rights).includes(right)),
    expires_at: new Date(cast.house.clock().getTime() + 30 * 86_400_000).toISOString(),
  })
  await cast.open(async (ctx) => {
    await saveRates(ctx.tx, [{ base: 'EUR', quote: 'USD', month: ctx.today.slice(0, 7), rate: '1.0850', source: 'test' }])
    await setUpBilling(ctx, { from: '2026-01-01' })
  })
  const writeKey = 'tidewater-test-write-key'
  await cast.open((ctx) =>
    createSource(ctx, { key: 'harbor', name: 'Harbor servers', subject: 'server', class: 'internal', write_key: writeKey }),
  )
  await cast.drain()

  const preview = await boss.call(importsPreview, { name: 'company.md', text: companyPlan })
  const { created } = await boss.call(importsConfirm, { id: preview.id, plans: [{ index: 0, level: 'company' }] })
  const editionId = created[0]?.edition_id ?? ''
  const page = await boss.call(editionsGet, { id: editionId })
  const line = page.sections.find((section) => section.name === 'measures')?.items[0]
  await boss.call(measuresBind, {
    id: editionId,
    key: line?.key ?? '',
    metric_id: 'arr',
    baseline: '0',
    target: '2000000',
    direction: 'increase',
    due: '2027-01-31',
  })

  async function staff(method: string, path: string, body?: unknown): Promise<Answer> {
    const headers: Record<string, string> = { authorization: `Bearer ${secret}` }
    if (body !== undefined) headers['content-type'] = 'application/json'
    if (method !== 'GET') headers['idempotency-key'] = randomUUID()
    const response = await cast.http(
      new Request(`${base}/api${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
    )
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return JSON.parse(text)
  }

  return {
    staff,
    /** the owner's API key */
    key: secret,
    writeKey,
    editionId,
    serverId: 'ybndrfg8ejkmcpqxot1uwisza3',
    otherServerId: 'h769ybndrfg8ejkmcpqxot1uwi',
    germanVatId: 'DE811569869',
    /** the code that was mailed to a buyer last */
    codeOf: async (email: string): Promise<string> => /\b(\d{6})\b/.exec((await lettersTo(cast, email)).at(-1) ?? '')?.[1] ?? '',
    /** minor EUR at the month's rate, in minor USD */
    usd: async (minorEuro: number): Promise<number> => Math.round((minorEuro * 10_850) / 10_000),
    publicKey: async (): Promise<string> => {
      const { items } = await boss.call(keysList, {})
      const kid = items.find((key) => key.environment === 'prod' && key.state === 'active')?.kid ?? ''
      const pem = await boss.call(keysPublicPem, { kid })
      return Buffer.from((pem as { bytes: Uint8Array }).bytes).toString('utf8')
    },
    /** a bound measure of the company plan as its page shows it, with the cell that a click opens */
    measure: async (metric: string): Promise<Answer> => {
      const { page: now } = await staff('GET', '/strategy/company-plan')
      const found = now.sections
        .flatMap((section: Answer) => section.items)
        .find((item: Answer) => item.measure?.metric_id === metric)?.measure
      const href = new URL(found.rows_href, base)
      return { ...found, cell: { metric, from: href.searchParams.get('from'), to: href.searchParams.get('to') } }
    },
    value: async (metric: string): Promise<number> => {
      const today = await cast.house.today()
      const answer = await staff('POST', '/data/metric-queries', {
        metrics: [metric],
        grain: 'day',
        from: today,
        to: new Date(Date.parse(today) + 86_400_000).toISOString().slice(0, 10),
      })
      return Number(answer.rows[0]?.values[metric] ?? 0)
    },
  }
}
