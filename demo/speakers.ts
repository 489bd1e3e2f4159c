import { call } from '../server/doors/call.ts'
import type { Actor } from '../server/kernel/context.ts'
import type { Speaker } from '../server/kernel/demo.ts'
import type { OpenHouse } from '../server/kernel/house.ts'
import type { Endpoint } from '../server/kernel/room.ts'

export function speakerOf(house: OpenHouse, endpoints: readonly Endpoint[], actor: Actor): Speaker {
  return voicesIn(house, endpoints)(actor)
}

/** The same for many. */
export function voicesIn(house: OpenHouse, endpoints: readonly Endpoint[]): (actor: Actor) => Speaker {
  const byName = new Map(endpoints.map((bound) => [bound.operation.name, bound]))
  return (actor) => ({
    actor,
    say: async (operation, input) => {
      const bound = byName.get(operation.name)
      if (!bound) throw new Error(`no room binds ${operation.name}`)
      const { answer } = await call(house, bound, actor, input)
      return answer as never
    },
  })
}
