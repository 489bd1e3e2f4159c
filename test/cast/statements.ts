import pg from 'pg'

/** The statements that a work sends to the database, in their order; values are left out, so that two works can be compared. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  return (await sentBy(work)).flatMap(({ texts }) => texts)
}

/**
 * The same by turn: what went to the database together and was answered together; only of connections that spoke of `about`, since what a
 * house does by itself meanwhile is nobody's work.
 */
export async function turnsOf(about: string, work: () => Promise<unknown>): Promise<string[][]> {
  const sent = await sentBy(work)
  const own = new Set(sent.filter(({ texts }) => texts.some((text) => text.includes(about))).map(({ client }) => client))
  return sent.filter(({ client }) => own.has(client)).map(({ texts }) => texts)
}

async function sentBy(work: () => Promise<unknown>): Promise<{ client: pg.Client; texts: string[] }[]> {
  const plain = pg.Client.prototype.query
  const sent: { client: pg.Client; texts: string[] }[] = []
  pg.Client.prototype.query = function query(this: pg.Client, ...given: unknown[]) {
    const [first] = given as [string | { text?: string; commands?: { text: string }[] } | undefined]
    const texts = typeof first === 'string' ? [first] : (first?.commands?.map(({ text }) => text) ?? [first?.text ?? ''])
    sent.push({ client: this, texts: texts.map((text) => text.replaceAll(/\s+/g, ' ')) })
    return Reflect.apply(plain, this, given)
  } as typeof plain
  try {
    await work()
  } finally {
    pg.Client.prototype.query = plain
  }
  return sent
}
