import type { Context } from '../kernel/context.ts'
import type { InputOf, OutputOf } from '../kernel/operation.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Endpoint } from '../kernel/room.ts'
import { contactRoles, holdersOfRight } from '../modules/people/index.ts'
import type { whoMay } from './contract.ts'

/** Who may do a thing today, answered from the one table: the right that it needs, the roles that give it, the people who hold them. */
export async function answerWhoMay(
  ctx: Context,
  endpoints: readonly Endpoint[],
  input: InputOf<typeof whoMay>,
): Promise<OutputOf<typeof whoMay>> {
  const operation = endpoints.map((bound) => bound.operation).find(({ name }) => name === input.operation)
  if (!operation)
    throw new Refusal('missing', 'operation.unknown', 'There is no such operation. The list of all stands at GET /operations.')
  const { name, summary, right, audience } = operation
  if (right === 'anyone' || right === 'signed_in') return { operation: name, summary, right, audience, roles: [], people: [] }
  if (audience === 'portal') {
    const roles = contactRoles.flatMap((role) => {
      const reach = ctx.rights[right]?.roles[role]
      return reach ? [{ role, reach }] : []
    })
    return { operation: name, summary, right, audience, roles, people: [] }
  }
  return { operation: name, summary, right, audience, ...(await holdersOfRight(ctx, right)) }
}

export function listOperations(endpoints: readonly Endpoint[]) {
  const items = endpoints.map(({ operation: { name, summary, right } }) => ({ name, summary, right }))
  return { items: items.toSorted((a, b) => (a.name < b.name ? -1 : 1)) }
}
