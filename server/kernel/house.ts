import type { z } from 'zod'
import type { Database } from './connect.ts'
import type { Actor, Context, Open } from './context.ts'
import type { Tx } from './database.ts'
import { listen } from './listen.ts'
import type { Log } from './log.ts'
import { deliverDue } from './deliver.ts'
import { announce, tellPending } from './outbox.ts'
import { type Day, dayIn } from './period.ts'
import { collectRights, type Rights } from './rights-table.ts'
import type { House, Listener, Role, Room } from './room.ts'
import { declaredShape } from './room.ts'
import { noticeOwning } from './notices.ts'
import { webhookEars } from './webhooks/tell.ts'
import type { HouseSettings } from './settings.ts'

export type OpenHouse = House & {
  rooms: readonly Room[]
  db: Database
  /** what all rooms declare together */
  rights: Rights
  listeners: readonly Listener[]
  /** a transaction in the name of an actor: commits when `work` returns, rolls back when it throws */
  openAs: <T>(actor: Actor, work: (ctx: Context) => Promise<T>, signal?: () => AbortSignal) => Promise<T>
  /** delivers every due event while `more` says so, or what some listeners hear of it; answers how many deliveries were tried */
  deliver: (more?: () => boolean, only?: readonly string[]) => Promise<number>
  today: () => Promise<Day>
}

export type HouseParts = {
  settings: HouseSettings
  rooms: readonly Room[]
  db: Database
  log: Log
  clock?: () => Date
  roles?: ReadonlySet<Role>
  /** the table of the whole house, where only some of its rooms are opened */
  rights?: Rights
  /** the company's zone; asked once in a while, since a zone changes about never */
  zoneOf: (tx: Tx) => Promise<string>
}

/** The house acts for itself: schedules, listeners, the operator at the machine's own shell. */
export function systemActor(name: string): Actor {
  return { kind: 'system', id: name, name, rights: new Map() }
}

export const visitor: Actor = { kind: 'visitor', id: 'visitor', name: 'Visitor', rights: new Map() }

/** Puts the parts together. Nothing runs yet: doors, loops and schedules are opened by `main.ts`. */
export function openHouse(parts: HouseParts): OpenHouse {
  const { settings, rooms, db, log, zoneOf } = parts
  const clock = parts.clock ?? (() => new Date())
  const rights = parts.rights ?? collectRights(rooms)
  const ownings = new Map([
    ...rooms.flatMap((room) => (room.owning ? [[room.name, room.owning] as const] : [])),
    ['house', noticeOwning] as const,
  ])
  const permits = rooms.flatMap((room) => room.permits ?? [])
  const told = rooms.flatMap((room) => room.publicEvents ?? [])
  const listeners = [...rooms.flatMap((room) => [...room.listeners, ...(room.meet?.(rooms) ?? [])]), webhookEars(told)]
  const shapes = new Map<string, z.ZodType>()
  let zone: { name: string; until: number } | undefined

  async function currentZone(tx: Tx): Promise<string> {
    if (!zone || zone.until < Date.now()) zone = { name: await zoneOf(tx), until: Date.now() + 30_000 }
    return zone.name
  }

  async function openAs<T>(actor: Actor, work: (ctx: Context) => Promise<T>, signal?: () => AbortSignal): Promise<T> {
    return db.kysely.transaction().execute(async (tx) => {
      const now = clock()
      const base = {
        permits,
        actor,
        now,
        today: dayIn(await currentZone(tx), now),
        tx,
        settings,
        rights,
        ownings,
        ...(signal ? { signal } : {}),
      }
      const ctx: Context = {
        ...base,
        announce: async (name, payload, more) => {
          const shape = shapes.get(name) ?? declaredShape([...rooms], name)
          shapes.set(name, shape)
          return announce(base, listeners, name, shape.parse(payload) as Record<string, unknown>, more?.key)
        },
      }
      const answer = await work(ctx)
      await tellPending(ctx)
      return answer
    })
  }

  const open: Open = (work) => openAs(systemActor('house'), work)
  return {
    settings,
    rooms,
    db,
    log,
    clock,
    rights,
    listeners,
    roles: parts.roles ?? new Set<Role>(['web', 'worker', 'ingest']),
    open,
    openAs,
    deliver: (more, only) => deliverDue({ open, listeners, log, clock, only }, more),
    listen: (channel, heard) => listen({ db }, channel, heard),
    today: () => open(async (ctx) => ctx.today),
  }
}
