import { z } from 'zod'

const decision = { decision_id: z.uuid(), number: z.string() }
const subjects = z.array(z.object({ room: z.string(), kind: z.string(), id: z.string(), version_hash: z.string().nullable() }))
const kind = z.enum(['decision', 'signoff'])
const action = { action_id: z.uuid(), number: z.string() }
const day = z.string()

/** What this room tells everyone. */
export const events = {
  'decisions.decision.opened': z.object({ ...decision, kind, subjects }),
  'decisions.decision.ready': z.object(decision),
  'decisions.answer.given': z.object({ decision_id: z.uuid(), party_id: z.uuid(), stance: z.string() }),
  'decisions.decision.decided': z.object({ ...decision, kind, outcome: z.enum(['accept', 'accept_changed', 'reject']), subjects }),
  'decisions.decision.reversed': z.object({ ...decision, kind, subjects }),
  'decisions.decision.superseded': z.object({ ...decision, by_id: z.uuid() }),
  'decisions.decision.withdrawn': z.object(decision),
  'decisions.decision.stale': z.object({ ...decision, room: z.string(), kind: z.string(), id: z.string() }),
  'decisions.action.opened': z.object({ ...action, dri: z.uuid(), due: day }),
  'decisions.action.changed': z.object({ ...action, dri: z.uuid(), due: day, moves: z.int() }),
  'decisions.action.closed': z.object({ ...action, state: z.enum(['done', 'dropped']) }),
  'decisions.action.overdue': z.object({ ...action, dri: z.uuid(), due: day }),
}
