import { z } from 'zod'
import type { Actor } from '../../kernel/context.ts'
import type { OpenHouse } from '../../kernel/house.ts'
import { holdsField } from '../../kernel/list/declare.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Endpoint } from '../../kernel/room.ts'
import { csvAnswer } from '../answer.ts'
import { call } from '../call.ts'
import { csvCell } from '../csv.ts'
import { type ExportColumn, exportColumns, type Row } from './columns.ts'
import { xlsxOf } from './xlsx.ts'

/** `format`, `columns` and `bom` of the query. */
export type Wanted = { format: 'csv' | 'xlsx'; columns?: string; bom?: boolean }
type Pages = AsyncIterable<readonly Row[]>
type Bytes = AsyncGenerator<Uint8Array<ArrayBuffer>>

/** Rows that are asked for at once: as many as a page may have. */
const step = 200

/**
 * The whole of a declared list as a file, with the conditions and the sort of the question. Rows are read page by page, as fast as the
 * caller takes them, and nothing is held: each page is a question of its own, so that a row that changes meanwhile is there as it is
 * when its page is read. What fails on the way breaks the transfer: no cut file looks whole.
 */
export async function listFile(
  house: OpenHouse,
  bound: Endpoint,
  actor: Actor,
  input: Record<string, unknown>,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<Response> {
  const { operation } = bound
  if (!operation.list) {
    if (wanted.format === 'csv') return csvAnswer(house, bound, actor, input)
    throw new Refusal('invalid', 'export.not_a_list', 'This cannot be had as a workbook: only declared lists can.')
  }
  const columns = exportColumns(operation.list, fieldsOf(operation.output), wanted.columns)
  // the first page is read before the answer begins: what is refused is refused with its own status
  const pages = pagesOf(house, bound, actor, input, signal)
  const first = await pages.next()
  const all = begunWith(first.done ? [] : first.value, pages)
  const bytes = bytesOf(wanted.format, columns, all, wanted.bom === true)
  const headers = new Headers({
    'content-type':
      wanted.format === 'xlsx' ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${operation.name.replace(/\.list$/, '').replaceAll('.', '-')}.${wanted.format}"`,
    // sent as it is made: packing would hold it back
    'cache-control': 'no-store, no-transform',
  })
  return new Response(
    streamOf(bytes, (error) => house.log.warn({ err: error, operation: operation.name }, 'an export broke off')),
    { headers },
  )
}

function fieldsOf(output: z.ZodType): (field: string) => boolean {
  const items: unknown = output instanceof z.ZodObject ? output.shape.items : undefined
  const row: unknown = items instanceof z.ZodArray ? items.element : undefined
  return (field) => row instanceof z.ZodObject && holdsField(row, field)
}

async function* pagesOf(
  house: OpenHouse,
  bound: Endpoint,
  actor: Actor,
  input: Record<string, unknown>,
  signal: AbortSignal,
): AsyncGenerator<readonly Row[]> {
  let cursor: unknown
  do {
    const more = cursor === undefined ? {} : { cursor }
    const { answer } = await call(house, bound, actor, { ...input, limit: step, ...more }, { signal: () => signal })
    const { items, next } = answer as { items: Row[]; next: string | null }
    yield items
    cursor = next ?? undefined
  } while (cursor !== undefined)
}

async function* begunWith(first: readonly Row[], rest: Pages): AsyncGenerator<readonly Row[]> {
  yield first
  yield* rest
}

/** The pieces of a file, made of pages as they come. */
export function bytesOf(format: Wanted['format'], columns: readonly ExportColumn[], pages: Pages, bom: boolean): Bytes {
  return format === 'xlsx' ? xlsxOf(columns, pages) : csvOf(columns, pages, bom)
}

async function* csvOf(columns: readonly ExportColumn[], pages: Pages, bom: boolean): Bytes {
  const utf8 = new TextEncoder()
  const line = (cells: string[]) => `${cells.map(csvCell).join(',')}\r\n`
  yield utf8.encode((bom ? '\ufeff' : '') + line(columns.map(({ name }) => name)))
  for await (const rows of pages) yield utf8.encode(rows.map((row) => line(columns.map(({ cell }) => cell(row).text))).join(''))
}

/** Made as it is taken: the next piece when the one before is gone. */
export function streamOf(bytes: Bytes, broken: (error: unknown) => void): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await bytes.next()
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          broken(error)
          controller.error(error)
        }
      },
      async cancel() {
        await bytes.return(undefined)
      },
    },
    { highWaterMark: 1 },
  )
}
