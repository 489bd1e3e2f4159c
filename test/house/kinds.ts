import { loadedBy, sources } from './imports.ts'

/**
 * Two kinds of tests, told apart by what they load. A test that speaks to the cast, a server, a process or a browser needs the
 * `house` (a PostgreSQL for the whole run, two processes that files follow one another in), and so does one that opens the warehouse: a thread that ends
 * while the engine still works takes the whole run along. Every other is pure.
 */
const opens =
  /^(@duckdb\/node-api$|test\/(cast|browser|journeys|kill)\/|server\/(kernel\/(embedded|connect)|programs\/(main|open|cli))\.ts$|node:child_process$|playwright-core$)/

export function isPure(test: string): boolean {
  return ![...loadedBy([test]).keys()].some((loaded) => opens.test(loaded))
}

/** Pure tests that work for seconds, each with what it works at: they wait for the whole run. */
const long: Readonly<Record<string, string>> = {
  'server/modules/strategy/rules/reading/mebibyte.test.ts': 'fifteen documents of a mebibyte each',
  'server/modules/billing/futures.test.ts': 'years of a contract, day by day',
  'test/laws/licensed-seats.test.ts': 'the licence in force on every day of hundreds of contracts',
  'server/kernel/shared-text.test.ts': 'thousands of edits that interleave',
  'server/modules/people/sign-in/hash.test.ts': 'passwords hashed as slowly as they must be',
  'server/modules/strategy/reading-apart.test.ts': 'hostile documents read in threads of their own',
  'server/modules/handbook/rules/truth/conflicts.test.ts': 'a thousand near-equal sentences of two pages',
}

/** Whether a test is pure and long: no part of the quick look before a commit. */
export function isLong(test: string): boolean {
  return test in long
}

export const longTests = Object.keys(long)

export const tests = sources('{server,web,packages,demo,test,bench}/**/*.test.{ts,tsx}')
