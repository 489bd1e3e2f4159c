import { defineConfig } from 'vitest/config'
import { isLong, isPure, tests } from './test/house/kinds.ts'

/** Tests that need a `house` and those that are pure, told apart by what they load (`test/house/kinds.ts`); `bin/check` runs the pure ones that are quick. */
const pure = tests.filter(isPure)
const [rules, long] = [pure.filter((file) => !isLong(file)), pure.filter(isLong)]
const house = tests.filter((file) => !pure.includes(file))

export default defineConfig({
  test: {
    reporters: ['default', './test/setup/tally.ts'],
    passWithNoTests: true,
    maxWorkers: 2,
    // what a page or a job brings is waited for as long as a busy machine needs
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true,
        test: { name: 'rules', include: rules.length > 0 ? rules : ['none'], pool: 'threads', isolate: false, testTimeout: 120_000 },
      },
      {
        extends: true,
        test: { name: 'long', include: long.length > 0 ? long : ['none'], pool: 'threads', isolate: false, testTimeout: 600_000 },
      },
      {
        extends: true,
        test: {
          name: 'house',
          include: house.length > 0 ? house : ['none'],
          globalSetup: './test/setup/server.ts',
          pool: 'forks',
          // a process reads the house once and runs many files: what a test sets for its process it sets before it leans on it
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
