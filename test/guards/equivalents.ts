import type { Fault } from './faults.ts'

/** A fault that no test can notice, told by its file and its words, and why nothing of what the house does depends on it. */
type Equivalent = { file: string; fault: string; because: string }

const segments = 'server/modules/licensing/rules/segments.ts'

export const equivalents: readonly Equivalent[] = [
  {
    file: 'server/modules/billing/commands/catalogue/terms.ts',
    fault: 'if (!view) dropped',
    because: 'the view of one row that was just saved is one view: the line is there for the compiler',
  },
  {
    file: segments,
    fault: `facts.endsOn >= '9000': >= turned`,
    because: 'a day has ten characters, so that none is the text 9000 itself',
  },
  {
    file: segments,
    fault: 'if (day <= first.from) dropped',
    because:
      'before the first segment no segment holds the day, and the search goes on to the first by itself; on its first day both ways begin there',
  },
  {
    file: segments,
    fault: 'one.startsOn <= day: <= turned',
    because: 'asked only where no file is in force: a file that begins on the day and is replaced ends after it, as does what replaced it',
  },
  {
    file: segments,
    fault: 'newer.startsOn <= day: <= turned',
    because: 'a newer file that begins on the day holds it, and is looked at before: no file is without a day',
  },
  {
    file: segments,
    fault: 'next.seats > segment.seats: > turned',
    because: 'billing folds neighbouring days of the same seats into one segment: the next one never says the same',
  },
  {
    file: 'server/modules/licensing/rules/ahead.ts',
    fault: 'a.from < b.from: < turned',
    because: 'what waits is left out where a prepared file begins on its day: no two begin together',
  },
  {
    file: 'server/modules/licensing/rules/profile.ts',
    fault: 'a < b: < turned',
    because: 'these are the names of one object, and no name stands in it twice',
  },
  {
    file: 'server/modules/billing/rules/engine/simulate.ts',
    fault: 'weight[candidate.reason] < weight[best.reason]: < turned',
    because: 'two of one day and one reason say the same, whichever is kept',
  },
  {
    file: 'server/modules/billing/rules/engine/documents.ts',
    fault: 'if (!frame.inclusive) dropped',
    because: 'where no tax is inside, the net of a taxed line is its amount less its discount; the guard only spares the work',
  },
  {
    file: 'server/modules/billing/commands/documents/journal.ts',
    fault: 'row.key === line.ref: === turned',
    because: 'nothing is recognised yet: however a credit is split by time, all of it lowers what is deferred',
  },
  {
    file: 'server/modules/billing/commands/profiles/change.ts',
    fault: 'if (made) dropped',
    because: 'the profile that was just made is found again, nothing differs from the facts that it was made of, and it is given back',
  },
  {
    file: 'server/modules/licensing/commands/keys.ts',
    fault: 'if (!line) dropped',
    because: 'the ring is held while a key is activated: the one that was made active a line above is in it',
  },
  {
    file: 'server/modules/licensing/commands/keys.ts',
    fault: 'if (!missing) dropped',
    because: 'under the lock it is looked up once more: a pair that nobody needs is thrown away, the look before only spares the primes',
  },
  {
    file: 'server/modules/licensing/commands/keys.ts',
    fault: 'if (active) dropped',
    because: 'under the lock it is looked up once more: the look before only spares the lock',
  },
  {
    file: 'server/modules/people/commands/proofs.ts',
    fault: `ctx.actor.kind === 'person' && ctx.actor.id === personId: && turned`,
    because: 'what is kept is the session of whoever asks: among the sessions of another it is not found, and a key has none',
  },
]

const known = new Set(equivalents.map(({ file, fault }) => `${file} ${fault}`))

export function isEquivalent(fault: Fault): boolean {
  return known.has(`${fault.file} ${wordsOfFault(fault)}`)
}

/** The line is no part of it: lines move. */
export function wordsOfFault({ kind, shows }: Fault): string {
  return kind === 'call left out' ? shows : kind
}
