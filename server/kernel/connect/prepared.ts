/** How a column of an answer is called and read. */
export type Column = { name: string; read: (text: string) => unknown }
/** A statement as one connection knows it. `columns` are those of its answer, once the server has described them. */
export type Statement = { name: string; known: boolean; columns: Column[] | undefined }

/**
 * Stands in a statement whose plan hangs on its values: it is planned anew each time. At the sixth use of a prepared one the server may take
 * a plan for any values, and that of a list by state then looked at every row instead of at the newest few.
 */
export const plannedAnew = '/* planned for its values */'

/** So many texts a connection remembers, the latest used; a plan takes the server some ten kilobytes. */
const most = 256

/**
 * Counts what makes every connection forget its statements. A migration that another process runs changes the columns behind a plan,
 * and the server then refuses the plan: all connections start anew, and the work runs again (`mayRunAgain`).
 */
let age = 0

export type Shelf = {
  /** the statement for a text: nameless at its first use, prepared under a name from the second on */
  take: (text: string) => Statement
  /** the names that the server may forget, each told once */
  worn: () => string[]
  /** statements of a round that failed: nobody knows which of them the server has kept */
  doubt: (statements: readonly Statement[]) => void
}

export function nameless(): Statement {
  return { name: '', known: false, columns: undefined }
}

/** The prepared statements of one connection. Preparing saves the server reading and planning the same text again and again. */
export function shelfOf(): Shelf {
  const byText = new Map<string, Statement>()
  const closing: string[] = []
  let named = 0
  let made = age

  function drop(text: string, statement: Statement): void {
    byText.delete(text)
    if (statement.name) closing.push(statement.name)
  }

  function take(text: string): Statement {
    if (made !== age) {
      for (const [old, statement] of [...byText]) drop(old, statement)
      made = age
    }
    const met = byText.get(text)
    if (!met && text.includes(plannedAnew)) return nameless()
    byText.delete(text)
    if (met && !met.name) named += 1
    const statement = met?.name ? met : { ...nameless(), name: met ? `s${named}` : '' }
    byText.set(text, statement)
    if (byText.size > most) for (const [old, oldest] of [...byText].slice(0, byText.size - most)) drop(old, oldest)
    return statement
  }

  return {
    take,
    worn: () => closing.splice(0),
    doubt: (statements) => {
      for (const [text, statement] of [...byText]) if (statement.name && statements.includes(statement)) drop(text, statement)
    },
  }
}

/** All connections of the process prepare their statements anew. */
export function forgetPlans(): void {
  age += 1
}
