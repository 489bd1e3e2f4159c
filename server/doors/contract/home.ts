import { z } from 'zod'
import { columns, course, figure, said } from '../../kernel/board.ts'
import { operation } from '../../kernel/operation.ts'

const size = z.enum(['wide', 'third'])
const tile = z.object({ key: z.string(), title: z.string(), says: z.string(), size })
const board = z.string().max(40)

export const home = operation({
  name: 'house.home.get',
  method: 'GET',
  path: '/home',
  right: 'signed_in',
  summary: 'The board that opens for the asker: its tiles in their order, those that could be added, and a new company’s way',
  input: z.object({ board: board.optional().describe('another of the asker’s boards') }),
  output: z.object({
    board: z.object({ key: z.string(), title: z.string(), own: z.boolean().describe('laid out by the asker') }),
    boards: z.array(z.object({ key: z.string(), title: z.string() })),
    tiles: z.array(tile),
    more: z.array(tile),
    /** a new company’s steps, for whoever can take them; null as soon as all are done */
    setup: z
      .array(
        z.object({
          key: z.string(),
          title: z.string(),
          says: said,
          act: z.string(),
          href: z.string(),
          done: z.boolean(),
        }),
      )
      .nullable(),
    may: z.array(z.string()),
  }),
})

const needs = z.object({
  kind: z.string(),
  title: z.string(),
  detail: z.string(),
  href: z.string(),
  at: z.string(),
  due_day: z.string().nullable(),
  act: z.string().describe('what the way there is called'),
  mine: z.boolean().describe('it waits for the asker and nobody else'),
})

const news = z.object({
  kind: z.string(),
  at: z.string(),
  subject: z.object({ kind: z.string(), id: z.string() }),
  customer: z.object({ id: z.string(), name: z.string() }).nullable(),
  sentence: said,
  amount: z.string().nullable(),
  /** how many events it tells */
  count: z.int(),
  href: z.string(),
})

export const homeTile = operation({
  name: 'house.home.tile',
  method: 'GET',
  path: '/home/tiles/{tile}',
  right: 'signed_in',
  summary: 'What one tile shows: figures, columns, the course of a figure, what waits, or what happened this week',
  input: z.object({ tile: z.string().max(40) }),
  output: z.object({
    key: z.string(),
    title: z.string(),
    /** exactly one of these is there, as the tile is made; a tile with nothing to show has null in it */
    figures: z.array(figure).optional(),
    columns: columns.nullish(),
    course: course.nullish(),
    needs: z.array(needs).optional(),
    news: z.array(news).optional(),
  }),
})

export const homeChoose = operation({
  name: 'house.home.choose',
  edit: { lastWins: 'the choice of one person for the own page' },
  method: 'PUT',
  path: '/home/board',
  right: 'signed_in',
  desk: true,
  summary: 'Which of the own boards opens',
  input: z.object({ board }),
  output: z.object({ board: z.string() }),
})

export const homeArrange = operation({
  name: 'house.home.arrange',
  edit: { lastWins: 'the layout of one person’s own board' },
  method: 'PUT',
  path: '/home/boards/{board}',
  right: 'signed_in',
  desk: true,
  summary: 'Which tiles stand on one of the own boards, in their order',
  input: z.object({ board, tiles: z.array(z.string().max(40)).max(30) }),
  output: z.object({ tiles: z.array(z.string()) }),
})

export const homeReset = operation({
  name: 'house.home.reset',
  method: 'DELETE',
  path: '/home/boards/{board}',
  right: 'signed_in',
  desk: true,
  summary: 'Gives a board the layout of its role again',
  input: z.object({ board }),
  output: z.object({ tiles: z.array(z.string()) }),
})
