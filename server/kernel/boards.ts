import { type Tx, tablesOf } from './database.ts'

/** How a person lays out a board: the tiles in their order (null: as the role's board has them), and when the board was chosen. */
type BoardTable = { person: string; board: string; tiles: string[] | null; chosen_at: Date | null; at: Date }
type KernelTables = { board: BoardTable }

const tables = (tx: Tx) => tablesOf<KernelTables>(tx, 'kernel')

/** All that a person has laid out: a handful, one row a board. */
export async function boardsOf(tx: Tx, person: string): Promise<BoardTable[]> {
  return tables(tx).selectFrom('board').selectAll().where('person', '=', person).orderBy('board').limit(50).execute()
}

export async function saveTiles(tx: Tx, row: { person: string; board: string; tiles: string[] | null; at: Date }): Promise<void> {
  await tables(tx)
    .insertInto('board')
    .values({ ...row, chosen_at: null })
    .onConflict((same) => same.columns(['person', 'board']).doUpdateSet({ tiles: row.tiles, at: row.at }))
    .execute()
}

/** The board chosen last is the one that opens. */
export async function saveChoice(tx: Tx, row: { person: string; board: string; at: Date }): Promise<void> {
  await tables(tx)
    .insertInto('board')
    .values({ ...row, tiles: null, chosen_at: row.at })
    .onConflict((same) => same.columns(['person', 'board']).doUpdateSet({ chosen_at: row.at, at: row.at }))
    .execute()
}
