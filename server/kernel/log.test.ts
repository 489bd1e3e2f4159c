import { expect, test } from 'vitest'
import { openLog } from './log.ts'

test('a log line is one JSON object without credentials', () => {
  const lines: string[] = []
  const log = openLog('info', { write: (line: string) => lines.push(line) })
  log.debug('too quiet')
  log.info(
    {
      password: 'p1',
      request: { headers: { authorization: 'p2', cookie: 'p3', 'set-cookie': 'p4', accept: 'seen' } },
      input: { secret: 'p5' },
    },
    'asked',
  )
  log.error({ err: new Error('broken') }, 'failed')
  expect(lines).toHaveLength(2)
  expect(lines[0]).not.toMatch(/p[1-5]/)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', msg: 'asked', request: { headers: { accept: 'seen' } } })
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({
    level: 'error',
    err: { message: 'broken', stack: expect.stringContaining('log.test.ts') },
  })
})
