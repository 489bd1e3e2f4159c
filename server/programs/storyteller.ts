import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Told } from '../../demo/load.ts'
import { houseOperations } from '../doors/house-operations.ts'
import { connect } from '../kernel/connect.ts'
import { openHouse } from '../kernel/house.ts'
import { useHouseKey } from '../kernel/keys.ts'
import { openLog } from '../kernel/log.ts'
import { loadSettings } from '../kernel/settings.ts'
import { companyZone } from '../modules/people/index.ts'
import { rooms } from '../rooms.ts'

/** Where the database of the house is, and what is told in it. */
type Order = Told & { url: string }

/**
 * Has the demo company's two years told by a process beside this one, while this one lays the field. It works with much more young memory
 * than a house needs: most of what a command makes is gone when it ends, and is then never moved. Rejects when it fails.
 */
export async function tellBeside(order: Order): Promise<void> {
  const execArgv = [...process.execArgv.filter((flag) => !flag.startsWith('--max-semi-space-size')), '--max-semi-space-size=32']
  const teller = fork(import.meta.filename, process.argv.slice(2), { execArgv })
  teller.send(order)
  const [code] = await once(teller, 'exit')
  if (code !== 0) throw new Error('The demo company could not be loaded.')
}

/** The process beside: it ends when the story is told, or when the one that asked for it is gone. */
async function tell({ url, ...told }: Order): Promise<void> {
  const settings = loadSettings(process.env, process.argv.slice(2))
  useHouseKey(settings.secretKey)
  const db = connect(url, { max: 4 })
  const house = openHouse({ settings, rooms, db, log: openLog(settings.logLevel), zoneOf: companyZone })
  const endpoints = [...rooms.flatMap((room) => room.operations), ...houseOperations(rooms, settings.demo)]
  const { tellStory } = await import('../../demo/load.ts')
  await tellStory({ house, endpoints }, told)
  await db.close()
}

if (process.argv[1] === import.meta.filename && process.send) {
  process.once('disconnect', () => process.exit(1))
  process.once('message', (order) => {
    void tell(order as Order).then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
        process.exit(1)
      },
    )
  })
}
