/** How far a right reaches: every row, rows of the actor's own team, or only the actor's own rows. */
export type Scope = 'all' | 'team' | 'own'

/** One right as its room declares it. No role means no: a right that no row names is a right that nobody has. */
export type RightRow = {
  /** what it lets somebody do, for whoever gives it away */
  says: string
  /** role → how far it reaches */
  roles: Readonly<Record<string, Scope>>
  /** for customers' contacts in their portal; without, for our own people */
  portal?: true
  /** changes nothing: who only reads may have it */
  reads?: true
  /** a person's alone: no key carries it, whoever owns the key */
  personal?: true
}

/** Right → row. What each room declares, and all of them together: the one authorization table. */
export type Rights = Readonly<Record<string, RightRow>>

/** The table of all rooms, in their order. Two rooms that declare one right is a bug, found at start. */
export function collectRights(rooms: readonly { name: string; rights: Rights }[]): Rights {
  const table: Record<string, RightRow> = {}
  for (const room of rooms) {
    for (const [right, row] of Object.entries(room.rights)) {
      if (right in table) throw new Error(`${room.name} declares the right ${right}, which another room has declared`)
      table[right] = row
    }
  }
  return table
}
