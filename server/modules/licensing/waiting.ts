import { type Figure, say } from '../../kernel/board.ts'
import type { Context } from '../../kernel/context.ts'
import { mayDo } from '../../kernel/rights.ts'
import type { Attention } from '../../kernel/room.ts'
import { countWaiting, waitingFor } from '../../kernel/waiting.ts'

/** Who hears what billing sold; an announcement that cannot be licensed yet waits in its deliveries. */
export const entitlementListener = 'licensing.entitlement'

/** Sales whose plan no profile explains: the customer has paid and waits for the file. */
export async function profileAttention(ctx: Context): Promise<Attention[]> {
  const waiting = await waitingFor(ctx.tx, { listener: entitlementListener, code: 'profile.missing' }, 500)
  const plans = new Map<string, { product: string; plan: string; at: Date; contracts: Set<string> }>()
  for (const { payload, at } of waiting) {
    const [product, plan] = [String(payload['product_code']), String(payload['plan'])]
    const known = plans.get(`${product} ${plan}`) ?? { product, plan, at, contracts: new Set<string>() }
    known.contracts.add(String(payload['contract_number']))
    plans.set(`${product} ${plan}`, known)
  }
  return [...plans.values()].map(({ product, plan, at, contracts }) => ({
    kind: 'licence_profile',
    title: `${contracts.size === 1 ? 'A sale waits' : `${contracts.size} sales wait`} for a licence profile`,
    detail: `Nothing says what ${product} · ${plan} means in a licence. Add the profile; the files are then issued by themselves.`,
    href: `/licensing/profiles/new?product=${product}&plan=${plan}`,
    act: 'Add profile',
    at,
  }))
}

/** Sales of the whole company that have no file yet; nothing for who reaches a part of it. */
export async function licensingFigures(ctx: Context): Promise<Figure[]> {
  if (mayDo(ctx.actor, 'licensing.read') !== 'all') return []
  const { waiting, since } = await countWaiting(ctx.tx, entitlementListener)
  return [
    {
      key: 'licences.waiting',
      name: 'Sales without a licence',
      definition: 'Sales whose licence file is not issued yet: they wait for a profile, for a key, or for the next delivery.',
      value: String(waiting),
      unit: 'count',
      period: say('Now'),
      of:
        waiting === 0
          ? say('Every sale has its file')
          : say('since {day}', { day: { value: since?.toISOString().slice(0, 10) ?? '', unit: 'day' } }),
      exception: null,
      course: null,
      tone: waiting === 0 ? 'calm' : 'bad',
      spark: [],
      href: '/licensing/licences',
      about: null,
    },
  ]
}
