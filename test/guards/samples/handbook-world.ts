import { decisionsDecide } from '../../../server/modules/decisions/contract.ts'
import * as promise from '../../../server/modules/handbook/contract.ts'
import { groupCreate, memberAdd } from '../../../server/modules/people/contract.ts'
import type { World } from '../../cast/writes.ts'

/** A procedure on which whoever asks decides, with everything that it needs to be followed. */
export const rota =
  '---\nkind: procedure\nrole: Keeper\nrapid: Mara Okonjo(D)\n---\n# Light the lamp\n\n## Steps\n\n1. Climb up\n2. Light it\n'
/** It is followed without a plan for a while. */
export const unplanned = { reason: 'The plan comes later', until: '2026-08-31' }
export const quay = async (world: World, ...pages: string[]) => {
  const made = await world.ask(promise.functionsCreate, { name: 'The quay', owner: world.ids.boss })
  return world.ask(promise.functionsArrange, { id: made.id, if_match: made.version, entries: pages.map((one) => ({ page: one })) })
}
export const asked = async (world: World) => {
  const { id } = await world.ask(promise.pagesCreate, { source: rota, backup: world.ids.mate })
  await quay(world, id)
  return world.ask(promise.proposalsCreate, { id, base: 1, note: 'As we do it' })
}
export const agreed = async (world: World) => {
  const { id, page: of, decision } = await asked(world)
  await world.ask(decisionsDecide, { id: decision.id, text_no: 1, outcome: 'accept', text: 'Yes', no_actions: true })
  await world.ask(promise.alignmentWaive, { id: of, ...unplanned })
  return { id, page: of }
}

/** A procedure that is followed. */
export const inForce = async (world: World) => {
  const { id, page } = await agreed(world)
  await world.ask(promise.proposalsPublish, { id })
  return page
}

/** A group whose only member is somebody. */
export const groupOf = async (world: World, person: string) => {
  const { id } = await world.ask(groupCreate, { name: 'Keepers of the lamp', short_name: 'LAMP' })
  await world.ask(memberAdd, { id, person_id: person } as never)
  return id
}
