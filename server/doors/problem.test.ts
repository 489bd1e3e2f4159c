import { expect, test } from 'vitest'
import { quietLog } from '../kernel/log.ts'
import { problemOf } from './problem.ts'

const failure = (facts: object) => Object.assign(new Error('the words of the driver'), facts)
const statusOf = (error: unknown) => problemOf(error, 'request-1', quietLog).status

test.each([
  { code: 'EPIPE', syscall: 'write' },
  { code: 'ECONNRESET', syscall: 'read' },
  { code: 'ECONNREFUSED', syscall: 'connect' },
  { code: 'ENOENT', syscall: 'connect' },
  { code: '57P01' },
])('a database that went away ($code) is a reason to try again, not a fault', (facts) => {
  const problem = problemOf(failure(facts), 'request-1', quietLog)
  expect(problem).toMatchObject({ status: 503, code: 'house.busy' })
})

test('a file that is missing is a fault of ours', () => {
  expect(statusOf(failure({ code: 'ENOENT', syscall: 'open' }))).toBe(500)
  expect(statusOf(failure({ code: '23505' }))).toBe(500)
})
