import { call } from '../server/doors/call.ts'
import type { Actor } from '../server/kernel/context.ts'
import type { OpenHouse } from '../server/kernel/house.ts'
import type { Operation, OutputOf } from '../server/kernel/operation.ts'
import type { Endpoint } from '../server/kernel/room.ts'

/** Somebody of the demo who speaks to the house through the same call as every door. */
export type Speaker = {
  actor: Actor
  say: <T extends Operation>(operation: T, input: Parameters<T['input']['parse']>[0]) => Promise<OutputOf<T>>
}

export function speakerOf(house: OpenHouse, endpoints: readonly Endpoint[], actor: Actor): Speaker {
  const byName = new Map(endpoints.map((bound) => [bound.operation.name, bound]))
  return {
    actor,
    say: async (operation, input) => {
      const bound = byName.get(operation.name)
      if (!bound) throw new Error(`no room binds ${operation.name}`)
      const { answer } = await call(house, bound, actor, input)
      return answer as never
    },
  }
}
