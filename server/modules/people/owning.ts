import type { Context, Handing, Owned, Owning } from '../../kernel/context.ts'
import { announceGroup } from './commands/groups.ts'
import { tellNewOwner } from './commands/known-keys.ts'
import { announceProgram } from './commands/service-accounts.ts'
import { groupsLedBy, handLead } from './store/groups.ts'
import { handReports, reportsOf } from './store/persons.ts'
import { handServices, servicesOwnedBy } from './store/service-accounts.ts'

/** Here one leads groups, people report to one, and one answers for programs. */
export const owning: Owning = { ownedBy, handOver }

async function ownedBy(ctx: Context, personId: string): Promise<Owned[]> {
  const groups = await groupsLedBy(ctx.tx, personId)
  const reports = await reportsOf(ctx.tx, personId)
  const services = await servicesOwnedBy(ctx.tx, personId)
  return [
    ...groups.map(({ id, name }) => ({ kind: 'group', id, title: name, href: `/people/groups/${id}` })),
    ...reports.map(({ id, name }) => ({ kind: 'report', id, title: name, href: `/people/persons/${id}` })),
    ...services.map(({ id, name }) => ({ kind: 'service_account', id, title: name, href: `/people/persons/${id}` })),
  ]
}

async function handOver(ctx: Context, { kind, ids, from, to, left }: Handing): Promise<string[]> {
  // who reports to somebody who left is answered by the next one up, so a report may go back to a leaver
  if (kind === 'report') return handReports(ctx.tx, { ids, from, to })
  // a program has somebody who answers for it, and be it somebody who left
  if (kind === 'service_account') {
    const moved = await handServices(ctx.tx, { ids, from, to })
    for (const id of moved) await announceProgram(ctx, id)
    await tellNewOwner(ctx, { from, to, programs: moved })
    return moved
  }
  const moved = await handLead(ctx.tx, { ids, from, to: left ? null : to })
  for (const id of moved) await announceGroup(ctx, id, ['lead_id'])
  return moved
}
