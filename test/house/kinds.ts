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

export const tests = sources('{server,web,packages,demo,test,bench}/**/*.test.{ts,tsx}')
