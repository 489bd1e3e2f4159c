import { expect, test } from 'vitest'
import { z } from 'zod'
import { inputWords } from './input-words.ts'

test('a list that needs one reads as empty, not as fewer than one', () => {
  const said = z.array(z.string()).min(1).safeParse([], { error: inputWords })
  expect(said.error?.issues[0]?.message).toBe('may not be empty')
  const two = z.array(z.string()).min(2).safeParse(['a'], { error: inputWords })
  expect(two.error?.issues[0]?.message).toBe('must have at least 2 entries')
})
