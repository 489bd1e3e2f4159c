export type Outcome<Row> = { row: Row; refused?: string }

/** Does a deed to each row, one after the other; what is refused is kept with its reason and stops no other. */
export async function eachInTurn<Row>(
  rows: readonly Row[],
  deed: (row: Row) => Promise<unknown>,
  onDone: (done: number) => void,
  reasonOf: (error: unknown) => string,
): Promise<Outcome<Row>[]> {
  const outcomes: Outcome<Row>[] = []
  for (const row of rows) {
    try {
      await deed(row)
      outcomes.push({ row })
    } catch (error) {
      outcomes.push({ row, refused: reasonOf(error) })
    }
    onDone(outcomes.length)
  }
  return outcomes
}

/** "3 done, 1 refused". */
export function outcomeWords(outcomes: readonly Outcome<unknown>[]): string {
  const refused = outcomes.filter((one) => one.refused !== undefined).length
  const done = outcomes.length - refused
  if (refused === 0) return `${done} done`
  return done === 0 ? `${refused} refused` : `${done} done, ${refused} refused`
}
