import { record } from '../../kernel/audit.ts'
import { boardsOf, saveChoice, saveTiles } from '../../kernel/boards.ts'
import { say } from '../../kernel/board.ts'
import type { Context } from '../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../kernel/operation.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { mayDo, personBehind } from '../../kernel/rights.ts'
import { bind, type Endpoint, type Room } from '../../kernel/room.ts'
import { home, homeArrange, homeChoose, homeReset, homeTile } from '../contract/home.ts'
import { boardsFor, laidOut, openBoard } from './boards.ts'
import { type Offered, offeredTiles, tileAnswer } from './tiles.ts'

/** The page that opens: boards by role, laid out by each person, made of what the rooms hand over. */
export function homeOperations(rooms: readonly Room[]): Endpoint[] {
  return [
    bind(home, (ctx, input) => openHome(ctx, rooms, input)),
    bind(homeTile, (ctx, input) => tileAnswer(ctx, rooms, input.tile)),
    bind(homeChoose, (ctx, input) => choose(ctx, input)),
    bind(homeArrange, (ctx, input) => arrange(ctx, rooms, input)),
    bind(homeReset, (ctx, input) => reset(ctx, rooms, input)),
  ]
}

/** A new company’s way is a board of its own while it is not done. */
const setupBoard = { key: 'setup', title: 'First steps' }

async function openHome(ctx: Context, rooms: readonly Room[], input: InputOf<typeof home>): Promise<OutputOf<typeof home>> {
  const own = boardsFor(ctx.actor.roles ?? new Set())
  const laid = await boardsOf(ctx.tx, personBehind(ctx.actor))
  const board = input.board ? ownBoard(ctx, input.board) : openBoard(own, laid)
  const setup = await setupNow(ctx, rooms)
  const chosen = input.board !== undefined || laid.some((row) => row.chosen_at !== null)
  const tiles = laid.find((row) => row.board === board.key)?.tiles ?? null
  const offered = offeredTiles(ctx, rooms)
  const { shown, more } = laidOut(board, tiles, [...offered.keys()])
  const leads = setup !== null && !chosen
  return {
    board: leads ? { ...setupBoard, own: false } : { key: board.key, title: board.title, own: tiles !== null },
    boards: [...(setup ? [setupBoard] : []), ...own.map(({ key, title }) => ({ key, title }))],
    tiles: leads ? [] : shown.map(named(offered)),
    more: leads ? [] : more.map(named(offered)),
    setup,
    may: ['arrange'],
  }
}

function named(offered: ReadonlyMap<string, Offered>) {
  return ({ key, size }: { key: string; size: 'wide' | 'third' }) => {
    const { title, says } = offered.get(key) as Offered
    return { key, title, says, size }
  }
}

/** The steps that the asker can take, while one of them is open; each is looked up, none is ticked by hand. */
async function setupNow(ctx: Context, rooms: readonly Room[]): Promise<OutputOf<typeof home>['setup']> {
  if (!mayDo(ctx.actor, 'people.admin')) return null
  const steps = rooms.flatMap((room) => room.setup ?? []).sort((a, b) => a.place - b.place)
  const shown = await Promise.all(
    steps
      .filter((step) => mayDo(ctx.actor, step.right))
      .map(async ({ key, title, says, act, href, done }) => {
        const state = await done(ctx)
        return { key, title, says: state.says ?? say(says), act, href, done: state.done }
      }),
  )
  return shown.every((step) => step.done) ? null : shown
}

function ownBoard(ctx: Context, key: string) {
  const board = boardsFor(ctx.actor.roles ?? new Set()).find((one) => one.key === key)
  if (!board) throw new Refusal('missing', 'board.unknown', 'None of your roles has this board.')
  return board
}

async function choose(ctx: Context, input: InputOf<typeof homeChoose>): Promise<OutputOf<typeof homeChoose>> {
  const { key, title } = ownBoard(ctx, input.board)
  await saveChoice(ctx.tx, { person: personBehind(ctx.actor), board: key, at: ctx.now })
  await record(ctx, { action: 'house.board.chosen', subject: { kind: 'board', id: key, label: title } })
  return { board: key }
}

async function arrange(ctx: Context, rooms: readonly Room[], input: InputOf<typeof homeArrange>): Promise<OutputOf<typeof homeArrange>> {
  const board = ownBoard(ctx, input.board)
  const offered = offeredTiles(ctx, rooms)
  const strange = input.tiles.find((tile) => !offered.has(tile))
  if (strange !== undefined) throw new Refusal('refused', 'tile.unknown', `There is no tile “${strange}” that you may see.`)
  const tiles = [...new Set(input.tiles)]
  await saveTiles(ctx.tx, { person: personBehind(ctx.actor), board: board.key, tiles, at: ctx.now })
  await record(ctx, { action: 'house.board.arranged', subject: { kind: 'board', id: board.key, label: board.title }, after: { tiles } })
  return { tiles }
}

async function reset(ctx: Context, rooms: readonly Room[], input: InputOf<typeof homeReset>): Promise<OutputOf<typeof homeReset>> {
  const board = ownBoard(ctx, input.board)
  await saveTiles(ctx.tx, { person: personBehind(ctx.actor), board: board.key, tiles: null, at: ctx.now })
  await record(ctx, { action: 'house.board.reset', subject: { kind: 'board', id: board.key, label: board.title } })
  const { shown } = laidOut(board, null, [...offeredTiles(ctx, rooms).keys()])
  return { tiles: shown.map(({ key }) => key) }
}
