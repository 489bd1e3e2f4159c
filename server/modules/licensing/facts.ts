import type { Context } from '../../kernel/context.ts'
import type { Fact } from '../../kernel/facts.ts'
import { gracesOn } from './store/profiles.ts'

/** For how long a file that ended still works, where all plans say the same. */
export async function licensingFacts(ctx: Context): Promise<Fact[]> {
  const [days, ...others] = await gracesOn(ctx.tx, ctx.today)
  if (days === undefined || days === 0 || others.length > 0) return []
  return [
    {
      key: 'licensing.grace',
      about: ['licence grace', 'server grace', 'file grace', 'licence ends server goes'],
      unless: ['contract', 'renewal'],
      value: `${days} days`,
      says: `A server goes on for ${days} days after its licence file ended.`,
      href: '/licensing/profiles',
    },
  ]
}
