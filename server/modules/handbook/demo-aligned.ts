import type { DemoStage } from '../../kernel/demo.ts'
import { alignmentGet, alignmentSet, proceduresList } from './contract.ts'

/** What the procedures of a function serve: how the method of a plan begins, and its plan. */
const serves: Record<string, [method: string, plan: string]> = {
  'Business operations': ['Procedures below five percent', 'Operations'],
  Sales: ['Every buyer above five thousand', 'Sales'],
  Marketing: ['Sell without a salesperson', 'Company'],
  'Customer success': ['Renew early and gladly', 'Company'],
  Finance: ['Close each month', 'Finance'],
  'Law and trust': ['Sell without a salesperson', 'Company'],
  Engineering: ['Report from the field', 'Company'],
  People: ['Procedures below five percent', 'Operations'],
}
/** Nobody has said yet what these serve. */
const open = new Set(['Go to a fair', 'Book a journey'])

/** Once plans are in force, each procedure says what it serves, but for two and those that are not followed. */
export async function tellAligned({ as }: DemoStage): Promise<void> {
  const writer = await as('bizops')
  const { items } = await writer.say(proceduresList, { limit: 200, where: ['state:is_not:retired', 'state:is_not:draft'] })
  const [first] = items
  if (!first) return
  const { offered } = await writer.say(alignmentGet, { id: first.id })
  for (const { id, title, function: of } of items) {
    const [begins, plan] = serves[of ?? ''] ?? ['Procedures below five percent', 'Operations']
    const method = offered.find((one) => one.title.startsWith(begins) && one.plan.includes(plan))
    if (!method) throw new Error(`the demo has no plan of ${plan} with a method “${begins} …”`)
    if (!open.has(title)) await writer.say(alignmentSet, { id, methods: [method.key] })
  }
}
