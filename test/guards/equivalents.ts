import type { Fault } from './faults.ts'

/** A fault that no test can notice, told by its file and its words, and why nothing of what the house does depends on it. */
type Equivalent = { file: string; fault: string; because: string }

export const equivalents: readonly Equivalent[] = []

const known = new Set(equivalents.map(({ file, fault }) => `${file} ${fault}`))

export function isEquivalent(fault: Fault): boolean {
  return known.has(`${fault.file} ${wordsOfFault(fault)}`)
}

/** The line is no part of it: lines move. */
export function wordsOfFault({ kind, shows }: Fault): string {
  return kind === 'call left out' ? shows : kind
}
