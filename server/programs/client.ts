import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { clientCode } from '../doors/client-code.ts'
import { openApi } from '../doors/openapi.ts'
import { houseOperations } from '../doors/house-operations.ts'
import { rooms } from '../rooms.ts'

/** Writes the source of the typed client into a folder: `node server/programs/client.ts FOLDER`. */
const folder = resolve(process.argv[2] ?? '')
const endpoints = [...rooms.flatMap((room) => room.operations), ...houseOperations(rooms, false)]
const offered = new Set(
  endpoints.filter(({ operation: one }) => !one.secret && one.audience !== 'portal').map(({ operation }) => operation.name),
)
mkdirSync(folder, { recursive: true })
copyFileSync(join(import.meta.dirname, '../../packages/client/runtime.ts'), join(folder, 'runtime.ts'))
writeFileSync(
  join(folder, 'index.ts'),
  clientCode(openApi(endpoints, ''), (name) => offered.has(name)),
)
process.stdout.write(`${offered.size} operations in ${folder}\n`)
