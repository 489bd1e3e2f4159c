import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { operation } from '../kernel/operation.ts'
import { toolsServer } from './tools.ts'

const chart = operation({
  name: 'harbour.charts.get',
  method: 'GET',
  path: '/charts',
  right: 'harbour.read',
  summary: 'A sea chart',
  input: z.object({ bytes: z.int() }),
  output: z.unknown(),
})

test('a file is handed over up to a megabyte; a larger one is fetched by another door', async () => {
  const call = async (_operation: unknown, { bytes }: Record<string, unknown>) => ({
    name: 'chart.pdf',
    type: 'application/pdf',
    bytes: new Uint8Array(Number(bytes)),
  })
  const server = toolsServer({ operations: [chart], mayDo: () => true, write: false, call })
  const [there, here] = InMemoryTransport.createLinkedPair()
  await server.connect(there)
  const client = new Client({ name: 'test', version: '1.0.0' })
  await client.connect(here)
  const most = 1024 * 1024
  const asked = async (bytes: number) => (await client.callTool({ name: 'harbour-charts-get', arguments: { bytes } })) as CallToolResult
  expect((await asked(most)).content[0]).toMatchObject({ type: 'resource', resource: { mimeType: 'application/pdf' } })
  const refused = await asked(most + 1)
  expect(refused.isError).toBe(true)
  expect(JSON.parse(refused.content[0]?.type === 'text' ? refused.content[0].text : '')).toMatchObject({
    code: 'tool.file_too_large',
    detail: expect.stringContaining('1048577 bytes'),
  })
  await client.close()
})
