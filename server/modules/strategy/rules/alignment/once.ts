type Told = {
  code: string
  level: string
  says: string
  facts: { why: string | null; quoted: readonly { key: string | null }[] }
  waiver: object | null
}

/**
 * What is said once of a plan and the draft that is to amend it: an amendment that touches nothing adds nothing to read. The same words about
 * the same items are one; a waived one and one that is not are two.
 */
export function toldOnce<T extends Told>(defects: readonly T[]): T[] {
  const told = new Set<string>()
  return defects.filter(({ code, level, says, facts, waiver }) => {
    const same = JSON.stringify([code, level, says, facts.why, facts.quoted.map(({ key }) => key), waiver !== null])
    return !told.has(same) && told.add(same)
  })
}
