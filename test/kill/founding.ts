import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { saveRates } from '../../server/kernel/rates.ts'
import { loadSettings } from '../../server/kernel/settings.ts'
import { setUpBilling } from '../../server/modules/billing/index.ts'
import { createSource } from '../../server/modules/data/index.ts'
import { openProgram } from '../../server/programs/open.ts'
import { quietLog } from '../../server/kernel/log.ts'
import { type Answer, newBuyer } from '../journeys/buyer.ts'
import type { Program } from './program.ts'
import { stubborn } from './stubborn.ts'

export const writeKey = 'kill-test-write-key-0001'

/** What a house needs to sell, written before its program starts for the first time: price book, terms, rates, a source of reports. */
export async function furnish(dataDir: string): Promise<void> {
  const program = await openProgram(loadSettings({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }), { log: quietLog })
  const now = new Date()
  const months = [now, new Date(now.getTime() + 86_400_000)].map((day) => day.toISOString().slice(0, 7))
  try {
    await program.house.open(async (ctx) => {
      await saveRates(
        ctx.tx,
        months.map((month) => ({ base: 'EUR', quote: 'USD', month, rate: '1.0850', source: 'test' })),
      )
      await setUpBilling(ctx, { from: `${now.getUTCFullYear() - 1}-01-01` })
      await createSource(ctx, { key: 'harbor', name: 'Harbor servers', subject: 'server', class: 'internal', write_key: writeKey })
    })
  } finally {
    await program.close()
  }
}

/** The owner who opened the house, by the cookies of the first run. */
export type Owner = {
  ask: (method: string, path: string, body?: unknown) => Promise<Answer>
  /** a code that was mailed to an address and not told yet: its letter is a file in the program's folder of letters */
  codeOf: (email: string) => Promise<string>
  /** resolves when all that was acknowledged until now, and so many contract items, are in the warehouse */
  landed: (items?: number) => Promise<void>
}

export async function firstRun(program: Program): Promise<Owner> {
  const codes = codesIn(program.maildrop)
  const person = newBuyer(stubborn('203.0.113.9'), program.base, async () => '')
  await person.ask('POST', '/people/first-run', {
    company: { name: 'Tidewater Systems', zone: 'UTC', fiscal_year_end: '01-31', currency: 'USD' },
    owner: { name: 'Mara Okonjo', email: 'mara@tidewater.example', password: `a calm harbour ${randomUUID()}` },
  })
  return {
    ask: (method, path, body) => person.ask(method, path, body),
    codeOf: (email) => codes(email),
    landed: async (items = 0) => {
      const now = Date.now()
      for (const until = now + 30_000; ; await pause(200)) {
        const { parents } = await person.ask('GET', '/data/freshness')
        const found = (name: string) => parents.find((parent: Answer) => parent.name === name)
        const through = Date.parse(found('events')?.complete_through ?? '')
        if (through >= now && (found('billing.public_contract_items')?.rows ?? 0) >= items) return
        if (Date.now() > until) throw new Error(`the warehouse stays behind: ${JSON.stringify(parents)}`)
      }
    },
  }
}

/** A letter may come twice, and none at all when its mailer was killed: who waits in vain for ten seconds asks for another. */
function codesIn(folder: string): (email: string) => Promise<string> {
  const told = new Set<string>()
  return async (email) => {
    for (const until = Date.now() + 10_000; Date.now() < until; await pause(50)) {
      const names = await readdir(folder).catch(() => [])
      for (const name of names.filter((one) => one.includes(`.${email}.`) && one.endsWith('.eml')).sort()) {
        const code = /code is (\d{6})/.exec(await readFile(join(folder, name), 'utf8'))?.[1] ?? ''
        if (code === '' || told.has(`${email} ${code}`)) continue
        told.add(`${email} ${code}`)
        return code
      }
    }
    return '000000'
  }
}
