import pg from 'pg'

/** The statements that a work sends to the database, in their order; values are left out, so that two works can be compared. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const plain = pg.Client.prototype.query
  const sent: string[] = []
  pg.Client.prototype.query = function query(this: pg.Client, ...given: unknown[]) {
    const [first] = given as [string | { text?: string; commands?: { text: string }[] } | undefined]
    const texts = typeof first === 'string' ? [first] : (first?.commands?.map(({ text }) => text) ?? [first?.text ?? ''])
    sent.push(...texts.map((text) => text.replaceAll(/\s+/g, ' ')))
    return Reflect.apply(plain, this, given)
  } as typeof plain
  try {
    await work()
  } finally {
    pg.Client.prototype.query = plain
  }
  return sent
}
