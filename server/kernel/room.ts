import type { z } from 'zod'
import type { FigureSource, NewsSource, SetupStep, TileSource } from './board.ts'
import type { Context, Open, Owning, Permits } from './context.ts'
import type { DemoPart } from './demo.ts'
import type { FactSource } from './facts.ts'
import type { Inbound } from './inbound/receive.ts'
import type { Report } from './job-runs.ts'
import type { Log } from './log.ts'
import type { Operation } from './operation.ts'
import type { AccountBound } from './reach.ts'
import type { Day } from './period.ts'
import type { PublishedView } from './published.ts'
import type { PersonalData } from './personal.ts'
import type { PublicPage } from './public-page.ts'
import { Refusal } from './refusal.ts'
import type { Rights } from './rights-table.ts'
import type { HouseSettings } from './settings.ts'
import type { SubjectSource } from './subject.ts'

/** An operation and the command or query that keeps its promise. */
export type Endpoint = { operation: Operation; run: (ctx: Context, input: never) => Promise<unknown> }

/** Pairs an operation with the function that carries it out; the types of both must agree. */
export function bind<I extends z.ZodType, O extends z.ZodType>(
  operation: Operation<I, O>,
  run: (ctx: Context, input: z.output<I>) => Promise<z.input<O>>,
): Endpoint {
  return { operation, run: run as Endpoint['run'] }
}

/** A file or page in place of a JSON answer; only for operations whose output is `file`. */
export type FileAnswer = { type: string; name: string; bytes: Uint8Array; inline?: boolean; sha256?: string }
export function isFileAnswer(value: unknown): value is FileAnswer {
  return typeof value === 'object' && value !== null && 'bytes' in value && value.bytes instanceof Uint8Array
}

export type HeardEvent = { id: string; name: string; payload: Record<string, unknown>; at: Date }

/** A listener is a command keyed by event id: `run` is called once per event inside one transaction. */
export type Listener = { name: string; on: string[] } & (
  | { run: (ctx: Context, event: HeardEvent) => Promise<void> }
  /** for work that must call the outside between transactions; may be called again after a crash, so it must look before it acts */
  | { steps: (open: Open, event: HeardEvent) => Promise<void> }
)

/** A schedule: one call of a command. `cron` is UTC, five fields. */
export type Job = {
  name: string
  cron?: string
  /** long work reports how far it is, and ends where it stands when it is told to stop */
  run: (open: Open, input: Record<string, unknown>, report?: Report) => Promise<unknown>
}

export type { FormDoor, FormState, Html, PublicPage, SiteLink } from './public-page.ts'

/** Endpoints whose paths third parties fixed; outside `/api`, raw requests. */
export type WireDoor = {
  method: string
  path: string
  /** requests a minute per address */
  perMinute?: number
  handle: (request: Request, open: Open, from: WireCaller) => Promise<Response>
}
/** The caller's address as the house knows it, whatever the request's own headers say. */
type WireCaller = { address: string }

/** One line in the command palette and the search page. */
export type SearchHit = { kind: string; title: string; note?: string; href: string /** where its text holds the words */; snippet?: string }
/**
 * What of a room is found by words, for whoever holds the right: rows that the room finds itself by number and name, or `documents`, which
 * it hands over to `kernel/search` in the transaction that saves them.
 */
export type Searchable = {
  kind: string
  right: string
  /** it speaks of other things: where both fit as well, these come first */
  about?: true
} & ({ find: (ctx: Context, words: string, limit: number) => Promise<SearchHit[]> } | { documents: true })

/** Something on the home page that waits for a person who holds the right. */
export type Attention = {
  kind: string
  title: string
  detail: string
  href: string
  at: Date
  /** whose it is: nobody else is bothered with it */
  assignee?: string
  /** by which day */
  due?: Day
  /** what the button says that leads there, in a word or two */
  act?: string
}
export type AttentionSource = { right: string; find: (ctx: Context) => Promise<Attention[]> }

/** A part of the house that does not do its work now, and why. */
export type Unwell = { part: string; text: string }

/** What every room hands to `rooms.ts`, so that no owner of privacy, search or demo must know the rooms. */
export type Room = {
  name: string
  operations: Endpoint[]
  /** who may do what in it: right → role → how far */
  rights: Rights
  listeners: Listener[]
  jobs: Job[]
  /** events it announces: name → payload shape */
  events: Record<string, z.ZodType>
  /** those of them that administrators may have told to other systems: what they carry is for anybody outside */
  publicEvents?: readonly string[]
  personalData: PersonalData[]
  searchable: Searchable[]
  attention: AttentionSource[]
  /** what it draws on boards, which figures it can say, and what happened in it as one would tell it */
  tiles?: readonly TileSource[]
  figures?: readonly FigureSource[]
  news?: readonly NewsSource[]
  /** what it knows to be so, against which texts of the handbook are read */
  facts?: FactSource
  /** its steps of a new company’s way */
  setup?: readonly SetupStep[]
  /** beginnings of its audit actions that tell who signed in, when and from where: they are for whoever looks after access */
  signIns?: string[]
  /** what it knows of whether an address may be written to for a purpose that is not transactional */
  permits?: Permits
  /** what a person is responsible for here, and how it changes hands */
  owning?: Owning
  /** what of it does not do its work, looked up at each ask; the readiness page names it */
  unwell?: (ctx: Context) => Promise<Unwell[]>
  /** its things that belong to one customer account: kind → where they lie; what `bound` of an operation names */
  accountBound: Record<string, AccountBound>
  /** its things that may be spoken of elsewhere, in comments and notices: kind → how they are found */
  subjects?: Record<string, SubjectSource>
  /** its kinds of things of which some are for the few, beside `subjects`: whether the actor may know of one; yes for one that is gone */
  forTheFew?: Record<string, (ctx: Context, id: string) => Promise<boolean>>
  /** where the page of an audited subject is: kind → link for its id */
  subjectLinks: Record<string, (id: string) => string>
  /** papers that letters carry: kind → the bytes, always the same, made when they are needed */
  papers?: Record<string, (ctx: Context, id: string) => Promise<FileAnswer>>
  /** views that figures may stand on, in the room's schema */
  publishedViews: readonly PublishedView[]
  /** the folder of the room's own metric definitions, one YAML file each */
  metrics?: string
  /** its part of the demo company */
  demo?: DemoPart
  /** the same, where it asks for no figure and for nothing that other rooms tell: told beside what comes before those */
  demoBeside?: DemoPart
  /** what it tells once all rooms have told, and what of theirs it hears before: names of its listeners */
  demoAfter?: { hears: readonly string[]; tell: DemoPart }
  /** told once, when the house is put together, what all its rooms hand over; answers what else it listens to because of that */
  meet?: (rooms: readonly Room[]) => Listener[]
  publicPages: PublicPage[]
  wireDoors: WireDoor[]
  /** systems that tell it things, signed, at `/hooks/<source>` */
  inbound?: readonly Inbound[]
  /** its answers stand on things with a life: a program that opens the house for one call opens them first */
  needsLives?: true
  /** resolves when what its life works out is complete, for a program that will not wait for its next turn */
  ready?: () => Promise<unknown>
  /** things with a life (loops, engines): opened after migration, closed on stop */
  open?: (house: House) => Promise<{ close: () => Promise<void> }>
}

/** What a room must say of itself. Of the rest it hands over what it has. */
type RoomParts = Pick<Room, 'name' | 'operations' | 'rights' | 'personalData'> & Partial<Room>

/** A room whole: what it does not have is empty. */
export function furnish(parts: RoomParts): Room {
  return {
    listeners: [],
    jobs: [],
    events: {},
    searchable: [],
    attention: [],
    accountBound: {},
    subjectLinks: {},
    publishedViews: [],
    publicPages: [],
    wireDoors: [],
    ...parts,
  }
}

/** What a thing with a life may use. `ask` serves queries of its own (a loader, an engine) outside any door. */
export type House = {
  open: Open
  settings: HouseSettings
  roles: ReadonlySet<Role>
  log: Log
  clock: () => Date
  /** calls `heard` whenever a transaction that notified this channel has committed, and once more whenever it may have missed one */
  listen: (channel: string, heard: () => void) => { close: () => Promise<void> }
}
export type Role = 'web' | 'worker' | 'ingest'

/** Announcing an event that no room declares is a bug, found at once. */
export function declaredShape(rooms: Room[], name: string): z.ZodType {
  for (const room of rooms) {
    const shape = room.events[name]
    if (shape) return shape
  }
  throw new Refusal('refused', 'event.undeclared', `No room declares the event ${name}.`)
}
