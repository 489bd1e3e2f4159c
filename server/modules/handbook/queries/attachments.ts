import type { Context } from '../../../kernel/context.ts'
import { readFile } from '../../../kernel/files/files.ts'
import type { InputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { FileAnswer } from '../../../kernel/room.ts'
import type * as promise from '../contract.ts'
import { calledOf, filesCalled } from '../rules/pictures/called.ts'
import { project } from '../rules/projection.ts'
import type { Leads, Shows } from '../rules/render.ts'
import { attachmentsOf, attachmentsOfPages, publicUsers } from '../store/attachments.ts'
import { getPage } from '../store/pages.ts'
import { openProposal } from '../store/procedures.ts'
import { getVersion } from '../store/texts.ts'
import type { PageTable } from '../tables.ts'
import type { AttachmentTable } from '../tables-trees.ts'
import { inPublic, linkedFromEach, looksOf, readerOf } from './looking.ts'

type At = (file: AttachmentTable) => string
/** How the files of a text are drawn: pictures where they stand, others where a link leads to them. */
export type Drawing = { shows: Shows; leads: (others: Leads) => Leads; key: string }

export const noFiles: Drawing = { shows: () => undefined, leads: (others) => others, key: '' }

/** Whether a text may show or lead to a file; for one that does not, nobody has to look. */
function mayCall(source: string): boolean {
  return /!\[|<img|<a\s|\]\(|^ {0,3}\[[^\]]+\]:/im.test(source)
}

/** What a page's files are in the app: served to whoever reads a part that uses them. */
export async function filesInApp(ctx: Pick<Context, 'tx'>, page: { id: string }, no: number, source: string): Promise<Drawing> {
  return mayCall(source)
    ? drawing(await attachmentsOf(ctx.tx, page.id, no), (file) => `/api/handbook/pages/${page.id}/files/${file.sha256}?no=${no}`)
    : noFiles
}

/** The same for everyone, of several texts in the order in which they were asked: at an address that is their hash. */
export async function filesInPublic(ctx: Pick<Context, 'tx'>, pages: readonly { id: string; source: string }[]): Promise<Drawing[]> {
  const calling = pages.filter(({ source }) => mayCall(source))
  const files =
    calling.length === 0
      ? []
      : await attachmentsOfPages(
          ctx.tx,
          calling.map(({ id }) => id),
        )
  const byPage = Map.groupBy(files, ({ page_id }) => page_id)
  return pages.map(({ id }) => drawing(byPage.get(id) ?? [], publicAddress))
}

function publicAddress({ sha256, type, called }: AttachmentTable): string {
  return `/handbook/files/${sha256}.${endings[type] ?? /\.([a-z0-9]{1,5})$/i.exec(called)?.[1]?.toLowerCase() ?? 'bin'}`
}

const endings: Readonly<Record<string, string>> = {
  ...{
    'image/png': 'png',
    'image/jpeg': 'jpg',
    'image/gif': 'gif',
    'image/webp': 'webp',
    'image/svg+xml': 'svg',
    'application/pdf': 'pdf',
  },
}

function drawing(files: readonly AttachmentTable[], at: At): Drawing {
  if (files.length === 0) return noFiles
  const by = new Map(files.map((file) => [file.called, file]))
  const fileOf = (url: string) => {
    const called = calledOf(url)
    return called === undefined ? undefined : by.get(called)
  }
  return {
    shows: (url) => {
      const file = fileOf(url)
      return file && file.width !== null && file.height !== null ? { src: at(file), width: file.width, height: file.height } : undefined
    },
    leads: (others) => (url) => {
      const file = fileOf(url)
      return others(url) ?? (file && at(file))
    },
    key: files.map(({ called, sha256 }) => `${called} ${sha256}`).join('\n'),
  }
}

/** Names by which links of a text lead to files of its page: they lead somewhere. */
export async function ledToFiles(
  ctx: Pick<Context, 'tx'>,
  page: Pick<PageTable, 'id' | 'no'>,
  urls: readonly string[],
): Promise<Set<string>> {
  if (urls.length === 0) return new Set()
  const there = new Set((await attachmentsOf(ctx.tx, page.id, page.no)).map(({ called }) => called))
  return new Set(urls.filter((url) => there.has(calledOf(url) ?? '')))
}

/** Pictures of a text that are not there, by their line. */
export async function missingPictures(
  ctx: Pick<Context, 'tx'>,
  page: Pick<PageTable, 'id' | 'no'> | undefined,
  source: string,
): Promise<{ called: string; line: number }[]> {
  const called = filesCalled(source).filter(({ shown }) => shown)
  if (called.length === 0) return []
  const there = new Set(page ? (await attachmentsOf(ctx.tx, page.id, page.no)).map((file) => file.called) : [])
  return called.filter((one) => !there.has(one.called))
}

/** A file of a page, for whoever reads a part of it that uses this file. All others, and all other files, are as if they were not there. */
export async function readAttachment(ctx: Context, { id, sha, no }: InputOf<typeof promise.attachmentsGet>): Promise<FileAnswer> {
  const looks = await looksOf(ctx)
  const page = await getPage(ctx.tx, id, looks)
  const at = no ?? page.no
  const [files, version] = await Promise.all([attachmentsOf(ctx.tx, id, at), getVersion(ctx.tx, id, at)])
  const file = files.find(({ sha256 }) => sha256 === sha)
  if (!file) throw unknown()
  const reader = await readerOf(ctx, page, version.source, looks)
  const whole = reader !== 'everyone' && reader.all
  const uses = (source: string) =>
    filesCalled(project(source, reader)).some(({ called }) => files.some((one) => one.called === called && one.sha256 === sha))
  if (!whole && !uses(version.source) && !uses((await openProposal(ctx.tx, id))?.source ?? '')) throw unknown()
  return served(ctx, file)
}

/** The same for everyone: only what a page shows everyone now. */
export async function outwardFile(ctx: Context, sha: string): Promise<FileAnswer | undefined> {
  const pages = await publicUsers(ctx.tx, sha)
  const [files, linked] = await Promise.all([
    attachmentsOfPages(
      ctx.tx,
      pages.map(({ id }) => id),
    ),
    linkedFromEach(ctx, pages),
  ])
  const shown = pages.flatMap(({ id, source }, at) => {
    const own = files.filter((one) => one.page_id === id && one.sha256 === sha)
    const called = new Set(filesCalled(project(source, 'everyone', inPublic(linked[at] ?? nowhere).known)).map((one) => one.called))
    return own.filter((one) => called.has(one.called))
  })
  const [file] = shown
  return file && served(ctx, file)
}

const nowhere = { leadsTo: () => undefined }

/** SVG is never a page of its own: inside an `img` it is drawn all the same. */
async function served(ctx: Context, file: AttachmentTable): Promise<FileAnswer> {
  return { ...(await readFile(ctx, file.file_id, { inline: true })), name: file.called.split('/').at(-1) ?? 'file' }
}

function unknown(): Refusal {
  return new Refusal('missing', 'attachment.unknown', 'No part of the page that you may read has such a file.')
}
