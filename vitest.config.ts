import { globSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

/**
 * Two kinds of tests, told apart by what they open. A test that speaks to the cast, a server, a process or a browser needs the
 * `house` (a PostgreSQL for the whole run); every other is pure and belongs to `rules`, which `bin/check` runs.
 */
const files = globSync('{server,web,packages,demo,test,bench}/**/*.test.{ts,tsx}', { exclude: (name) => name.includes('node_modules') })
const opens = /cast\/(cast|server)|startEmbedded|testServer|openBrowser|node:child_process|inject\(/
const house = files.filter((file) => /^test\/(journeys|browser|kill)\//.test(file) || opens.test(readFileSync(file, 'utf8')))
const rules = files.filter((file) => !house.includes(file))

export default defineConfig({
  test: {
    reporters: ['default', './test/setup/tally.ts'],
    passWithNoTests: true,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: 'rules', include: rules.length > 0 ? rules : ['none'], pool: 'threads', isolate: false, testTimeout: 20_000 },
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
