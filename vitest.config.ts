import { defineConfig } from 'vitest/config'
import { loadedBy, sources } from './test/house/imports.ts'

/**
 * Two kinds of tests, told apart by what they load. A test that speaks to the cast, a server, a process or a browser needs the
 * `house` (a PostgreSQL for the whole run, each file in a process of its own), and so does one that opens the warehouse: a thread that ends
 * while the engine still works takes the whole run along. Every other is pure and belongs to `rules`, which `bin/check` runs.
 */
const files = sources('{server,web,packages,demo,test,bench}/**/*.test.{ts,tsx}')
const opens =
  /^(@duckdb\/node-api$|test\/(cast|browser|journeys|kill)\/|server\/(kernel\/(embedded|connect)|programs\/(main|open|cli))\.ts$|node:child_process$|playwright-core$)/
const house = files.filter((file) => [...loadedBy([file]).keys()].some((loaded) => opens.test(loaded)))
const rules = files.filter((file) => !house.includes(file))

export default defineConfig({
  test: {
    reporters: ['default', './test/setup/tally.ts'],
    passWithNoTests: true,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: 'rules', include: rules.length > 0 ? rules : ['none'], pool: 'threads', isolate: false, testTimeout: 120_000 },
      },
      {
        extends: true,
        test: {
          name: 'house',
          include: house.length > 0 ? house : ['none'],
          globalSetup: './test/setup/server.ts',
          pool: 'forks',
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
