import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { plansPublish } from '../contract.ts'
import { mayBeTold } from '../queries/public.ts'
import { mayBeSeen } from '../queries/seen.ts'
import { savePlanAudience } from '../store/public.ts'
import { getPlan, takePlan } from '../store/plans.ts'

/** Puts the public part of a plan where anyone may read it, or takes it away; a plan for the few never goes out. */
export async function publish(ctx: Context, { slug, published }: InputOf<typeof plansPublish>): Promise<OutputOf<typeof plansPublish>> {
  const found = await getPlan(ctx.tx, slug)
  mayBeSeen(ctx, found)
  const plan = await takePlan(ctx.tx, found.id)
  if (plan.audience === 'restricted')
    throw new Refusal('refused', 'plan.for_the_few', 'This plan is for the few. What is for the few is not published.')
  const audience = published ? ('public' as const) : ('internal' as const)
  if (audience === plan.audience) return { slug: plan.slug, published }
  if (published && !(await mayBeTold(ctx, plan.title)))
    throw new Refusal(
      'refused',
      'plan.title_internal',
      'Its title bears a lock or names a colleague, and its address is made of it. Begin a plan with another title.',
    )
  await savePlanAudience(ctx.tx, plan.id, audience)
  await record(ctx, {
    action: published ? 'strategy.plan.published' : 'strategy.plan.unpublished',
    subject: { kind: 'plan', id: plan.id, label: plan.title },
    before: { audience: plan.audience },
    after: { audience },
  })
  await ctx.announce(
    published ? 'strategy.plan.published' : 'strategy.plan.unpublished',
    { plan_id: plan.id, slug: plan.slug },
    { key: plan.id },
  )
  return { slug: plan.slug, published }
}
