import { type ChildProcess, fork } from 'node:child_process'
import { flushCompileCache } from 'node:module'
import type { Desk, Word } from '../../demo/desk.ts'
import type { Lived, Part, Tellers, Told } from '../../demo/load.ts'
import type { Opening, TillElsewhere } from '../../demo/tell-story.ts'
import { houseOperations } from '../doors/house-operations.ts'
import { connect } from '../kernel/connect.ts'
import { type OpenHouse, openHouse } from '../kernel/house.ts'
import { useHouseKey } from '../kernel/keys.ts'
import { openLog } from '../kernel/log.ts'
import type { Endpoint } from '../kernel/room.ts'
import { loadSettings } from '../kernel/settings.ts'
import { companyZone } from '../modules/people/index.ts'
import { rooms } from '../rooms.ts'
import { openRooms } from './open.ts'

/** What is told of the demo, or whose till is kept, and where the database of the house is. */
type Order = { part: Part; told: Told; url: string } | { opening: Opening; url: string }
/** What is said of a story while it is told: at its till, or to whoever asked for it. */
type Said = Partial<Word> & { lived?: Parameters<Lived>[0] }
/** Tellers that were started before anybody knew where the database would be. */
type Started = { at: (url: string) => Tellers }

/**
 * Processes beside this one that load the demo company: one begins it and tells what people did, with a third that keeps the till; the other lays
 * what community servers reported meanwhile, then what customers' servers did, at last in the last weeks, then tells what rooms add by themselves,
 * and ends; the first tells beside it what asks for figures, with a warehouse of its own. They work with much more young memory than a house needs: most of what a command makes is gone when it ends, and is then never
 * moved. What they took is given back when they end, so that a house that loaded the demo holds what one does that was started again.
 */
export function startTellers(): Started {
  // the others need the same code: at a first start it is compiled once
  flushCompileCache()
  const [story, field] = [beside(), beside()]
  const tellerOf: Record<Part, ChildProcess> = {
    ...{ company: story, story, rooms: story, after: story },
    ...{ community: field, customers: field, lately: field, beside: field },
  }
  return {
    at: (url) => ({
      tell: async (part, told, lived) => {
        await answered(tellerOf[part], { part, told, url }, ({ lived: day }) => day && lived?.(day))
        if (part === 'beside') field.disconnect()
      },
      close: async () => {
        for (const one of [story, field]) if (one.connected) one.disconnect()
      },
    }),
  }
}

function beside(): ChildProcess {
  const execArgv = [...process.execArgv.filter((flag) => !flag.startsWith('--max-semi-space-size')), '--max-semi-space-size=32']
  // actors hold maps and sets, which JSON would lose
  return fork(import.meta.filename, process.argv.slice(2), { execArgv, serialization: 'advanced' })
}

/** Resolves when it is told; rejects when its teller ends before. `hear`: what it says meanwhile. */
function answered(teller: ChildProcess, order: Order, hear: (said: Said) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error('The demo company could not be loaded.'))
    if (!teller.connected) return gone()
    const listen = (said: unknown) => {
      if (said !== 'told') return hear(said as Said)
      teller.off('exit', gone)
      teller.off('message', listen)
      resolve()
    }
    teller.once('exit', gone)
    teller.on('message', listen)
    teller.send(order)
  })
}

/** A till in a process of its own, which ends when the story is told. */
function tillAt(url: string, till: ChildProcess): TillElsewhere {
  const end = () => {
    if (till.connected) till.disconnect()
  }
  return (opening, hear) => ({
    tell: (word) => {
      if (till.connected) till.send(word)
    },
    ended: answered(till, { opening, url }, (said) => hear(said as Word)).finally(end),
    end,
  })
}

const openDemo = () => Promise.all([import('../../demo/load.ts'), import('../../demo/desk.ts'), import('../../demo/tell-story.ts')])
let till: ChildProcess | undefined

/** The process beside: it ends when the one that asked is through with it, or gone. */
async function tell(order: Order, demo: ReturnType<typeof openDemo>): Promise<void> {
  // what is said to the till before it listens waits in its desk
  const words: Word[] = []
  let desk: Desk | undefined
  const hear = (said: unknown) => void (desk ? desk.hear(said as Word) : words.push(said as Word))
  if ('opening' in order) process.on('message', hear)
  else if (order.part === 'company') till = beside()
  await inHouse(order.url, async (stage) => {
    const [{ tellPart }, { openDesk }, { tellTill }] = await demo
    if ('opening' in order) {
      desk = openDesk((word) => void process.send?.(word))
      for (const word of words.splice(0)) desk.hear(word)
      return tellTill(stage, order.opening, desk)
    }
    const elsewhere = order.part === 'story' ? { till: tillAt(order.url, till ?? beside()) } : {}
    await tellPart({ ...stage, ...elsewhere, openRooms }, order.part, order.told, (lived) => void process.send?.({ lived }))
  })
}

async function inHouse(url: string, work: (stage: { house: OpenHouse; endpoints: readonly Endpoint[] }) => Promise<void>): Promise<void> {
  const settings = loadSettings(process.env, process.argv.slice(2))
  useHouseKey(settings.secretKey)
  const db = connect(url, { max: 4 })
  const house = openHouse({ settings, rooms, db, log: openLog(settings.logLevel), zoneOf: companyZone })
  await work({ house, endpoints: [...rooms.flatMap((room) => room.operations), ...houseOperations(rooms, settings.demo)] })
  await db.close()
}

if (process.argv[1] === import.meta.filename && process.send) {
  // whoever is asked later is ready then
  const demo = openDemo()
  process.once('disconnect', () => process.exit(0))
  process.on('message', (order) => {
    if (typeof order !== 'object' || order === null || !('url' in order)) return
    void tell(order as Order, demo).then(
      () => process.send?.('told'),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
        process.exit(1)
      },
    )
  })
}
