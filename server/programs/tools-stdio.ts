import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import type { Operation } from '../kernel/operation.ts'
import { Refusal } from '../kernel/refusal.ts'
import { askRemote } from './cli-remote.ts'
import { toolsServer } from '../doors/tools.ts'

/**
 * `quarterdeck mcp [--write] [--rooms data,billing]`: the tools door on standard input and output, for a running house
 * (QUARTERDECK_URL), with the rights of QUARTERDECK_API_KEY. Ends when its input ends.
 */
export async function serveTools(operations: readonly Operation[], argv: readonly string[]): Promise<void> {
  const url = process.env.QUARTERDECK_URL
  const bearer = process.env.QUARTERDECK_API_KEY
  if (!url || !bearer)
    throw new Refusal('invalid', 'tools.key_needed', 'Set QUARTERDECK_URL to a running house and QUARTERDECK_API_KEY to a key of yours.')
  const me = operations.find((operation) => operation.name === 'people.me')
  if (!me) throw new Error('people.me is promised nowhere')
  const { rights } = (await askRemote(me, {}, { url, bearer })) as { rights: Record<string, string> }
  const at = argv.indexOf('--rooms')
  const rooms = at < 0 ? undefined : argv[at + 1]?.split(',')
  const server = toolsServer({
    operations,
    mayDo: (right) => right === 'signed_in' || right in rights,
    write: argv.includes('--write'),
    ...(rooms ? { rooms } : {}),
    call: (operation, input, key) => askRemote(operation, input, { url, bearer, key }),
  })
  const ended = new Promise<void>((resolve) => {
    server.onclose = resolve
    process.stdin.once('end', resolve)
  })
  await server.connect(new StdioServerTransport())
  await ended
}
