import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadSettings } from '../kernel/settings.ts'
import type { Door } from './http.ts'
import { closeServer, listen, withPort } from './listen.ts'

const door = { fetch: async () => new Response('ahoy') } as unknown as Door
const settings = () => loadSettings({ DATA_DIR: mkdtempSync(join(tmpdir(), 'quarterdeck-port-')), PORT: '0' })

test('a free port is known before anything listens, and its address is the public one', async () => {
  const found = await withPort(settings())
  expect(found.port).toBeGreaterThan(0)
  expect(found.publicUrl).toMatch(new RegExp(`:${found.port}$`))
  const server = await listen(found, door)
  expect(await (await fetch(`http://127.0.0.1:${found.port}/`)).text()).toBe('ahoy')
  await closeServer(server)
})

test('a port that somebody has is refused with another one to take, and is left to who has it', async () => {
  const found = await withPort(settings())
  const server = await listen(found, door)
  await expect(listen(found, door)).rejects.toMatchObject({
    kind: 'conflict',
    code: 'port.taken',
    message: expect.stringContaining(`--port ${found.port + 1}`),
  })
  expect(await (await fetch(`http://127.0.0.1:${found.port}/`)).text()).toBe('ahoy')
  await closeServer(server)
})
