type PlanAudience = 'public' | 'internal' | 'restricted'
const order: PlanAudience[] = ['public', 'internal', 'restricted']

type Item = { item_key: string; label: string | null; text: string; audience: PlanAudience | null }

/** A method as it is told when an edition comes in force: read by whoever reads both its plan and its line. */
export function methodTold({ item_key, label, text, audience }: Item, plan: { audience: PlanAudience }) {
  const narrow = audience !== null && order.indexOf(audience) > order.indexOf(plan.audience) ? audience : plan.audience
  return { key: item_key, title: label ?? text, audience: narrow }
}
