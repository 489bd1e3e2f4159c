import { collectRights } from '../../server/kernel/rights-table.ts'
import * as people from '../../server/modules/people/index.ts'
import { rooms } from '../../server/rooms.ts'

/** The table of the whole house, and what roles give by it. */
export const table = collectRights(rooms)
export const rightsOf = (roles: readonly string[]) => people.rightsOf(table, roles)
export const rightsOfContact = (roles: readonly string[]) => people.rightsOfContact(table, roles)
