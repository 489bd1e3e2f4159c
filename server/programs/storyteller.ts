import { type ChildProcess, fork } from 'node:child_process'
import { flushCompileCache } from 'node:module'
import type { Part, Tellers, Told } from '../../demo/load.ts'
import { houseOperations } from '../doors/house-operations.ts'
import { connect } from '../kernel/connect.ts'
import { openHouse } from '../kernel/house.ts'
import { useHouseKey } from '../kernel/keys.ts'
import { openLog } from '../kernel/log.ts'
import { loadSettings } from '../kernel/settings.ts'
import { companyZone } from '../modules/people/index.ts'
import { rooms } from '../rooms.ts'
import { openRooms } from './open.ts'

/** What is told of the demo, and where the database of the house is. */
type Order = { part: Part; told: Told; url: string }
/** Tellers that were started before anybody knew where the database would be. */
type Started = { at: (url: string) => Tellers }

/**
 * Two processes beside this one that load the demo company: one begins it and tells what people did, the other lays what community servers
 * reported meanwhile and ends; the first then lays what customers' servers did and tells what rooms add, with a warehouse of its own. They work with
 * much more young memory than a house needs: most of what a command makes is gone when it ends, and is then never moved. What they took is
 * given back when they end, so that a house that loaded the demo holds what one does that was started again.
 */
export function startTellers(): Started {
  // the others need the same code: at a first start it is compiled once
  flushCompileCache()
  const [story, field] = [beside(), beside()]
  const tellerOf: Record<Part, ChildProcess> = { company: story, story, community: field, customers: story, rooms: story }
  return {
    at: (url) => ({
      tell: async (part, told) => {
        await answered(tellerOf[part], { part, told, url })
        if (part === 'community') field.disconnect()
      },
      close: async () => {
        for (const one of [story, field]) if (one.connected) one.disconnect()
      },
    }),
  }
}

function beside(): ChildProcess {
  const execArgv = [...process.execArgv.filter((flag) => !flag.startsWith('--max-semi-space-size')), '--max-semi-space-size=32']
  return fork(import.meta.filename, process.argv.slice(2), { execArgv })
}

/** Resolves when it is told; rejects when its teller ends before. */
function answered(teller: ChildProcess, order: Order): Promise<void> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error('The demo company could not be loaded.'))
    if (!teller.connected) return gone()
    teller.once('exit', gone)
    teller.once('message', () => {
      teller.off('exit', gone)
      resolve()
    })
    teller.send(order)
  })
}

/** The process beside: it ends when the one that asked is through with it, or gone. */
async function tell({ part, told, url }: Order, story: Promise<typeof import('../../demo/load.ts')>): Promise<void> {
  const settings = loadSettings(process.env, process.argv.slice(2))
  useHouseKey(settings.secretKey)
  const db = connect(url, { max: 4 })
  const house = openHouse({ settings, rooms, db, log: openLog(settings.logLevel), zoneOf: companyZone })
  const endpoints = [...rooms.flatMap((room) => room.operations), ...houseOperations(rooms, settings.demo)]
  const { tellPart } = await story
  await tellPart({ house, endpoints, openRooms }, part, told)
  await db.close()
}

if (process.argv[1] === import.meta.filename && process.send) {
  // whoever is asked later is ready then
  const story = import('../../demo/load.ts')
  process.once('disconnect', () => process.exit(0))
  process.on('message', (order) => {
    void tell(order as Order, story).then(
      () => process.send?.('told'),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
        process.exit(1)
      },
    )
  })
}
