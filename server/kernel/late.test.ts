import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { late } from './late.ts'

const require = createRequire(import.meta.url)

test('a library is read when it is first asked for, and once', () => {
  const path = require.resolve('nodemailer')
  // another test of this process may have read it
  delete require.cache[path]
  const library = late<typeof import('nodemailer')>('nodemailer')
  expect(require.cache[path]).toBeUndefined()
  const [first, second] = [library(), library()]
  expect(require.cache[path]).toBeDefined()
  expect(first).toBe(second)
  expect(first.createTransport).toBeTypeOf('function')
})

test('a library that is not installed is a fault at its first call, each time', () => {
  const none = late<unknown>('no-such-library')
  expect(none).toThrow(/no-such-library/)
  expect(none).toThrow(/no-such-library/)
})
