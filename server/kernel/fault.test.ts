import { expect, test } from 'vitest'
import { faultOf, folderWords } from './fault.ts'

test('a folder that cannot be written is said in a sentence', () => {
  const error = Object.assign(new Error('EROFS: read-only file system, mkdir'), { code: 'EROFS', path: '/srv/data/pg' })
  expect(folderWords(error)).toMatch(/^\/srv\/data\/pg cannot be written by this user\. /)
  expect(folderWords(new Error('other'))).toBeUndefined()
})

test('what the log knows of an error holds no value of a request', () => {
  const database = Object.assign(new Error('invalid input syntax for type uuid: "ada@example.com"'), { code: '22P02' })
  expect(JSON.stringify(faultOf(database))).not.toContain('ada@')
  expect(JSON.stringify(faultOf(new SyntaxError('Cannot convert ada@ to a BigInt')))).not.toContain('ada@')
  expect(faultOf('ada@').message).not.toContain('ada@')
})
