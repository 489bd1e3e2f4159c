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

export type Sent = { text: string; values: readonly unknown[] }

/** What a work asks the database, as it was sent and with its values. */
export async function askedBy(work: () => Promise<unknown>): Promise<Sent[]> {
  return (await sentBy(work)).flatMap(({ sent }) => sent)
}

async function sentBy(work: () => Promise<unknown>): Promise<{ client: pg.Client; texts: string[]; sent: Sent[] }[]> {
  const plain = pg.Client.prototype.query
  const sent: { client: pg.Client; texts: string[]; sent: Sent[] }[] = []
  pg.Client.prototype.query = function query(this: pg.Client, ...given: unknown[]) {
    const [first, second] = given as [string | Partial<Sent & { commands: Sent[] }> | undefined, unknown[] | undefined]
    const one = typeof first === 'string' ? { text: first } : first
    const now = one?.commands ?? [{ text: one?.text ?? '', values: one?.values ?? second ?? [] }]
    sent.push({ client: this, texts: now.map(({ text }) => text.replaceAll(/\s+/g, ' ')), sent: now })
    return Reflect.apply(plain, this, given)
  } as typeof plain
  try {
    await work()
  } finally {
    pg.Client.prototype.query = plain
  }
  return sent
}
