import { record } from '../../../kernel/audit.ts'
import { sha256 } from '../../../kernel/canonical.ts'
import type { Context } from '../../../kernel/context.ts'
import { storeFile } from '../../../kernel/files/files.ts'
import { sniff } from '../../../kernel/files/sniff.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { isRefusal, Refusal } from '../../../kernel/refusal.ts'
import type * as promise from '../contract.ts'
import { filesCalled } from '../rules/pictures/called.ts'
import { freeName } from '../rules/pictures/names.ts'
import { type Picture, pictureOf } from '../rules/pictures/picture.ts'
import { attachmentsOf, bytesOfTree, filesOfTree, saveAttachment } from '../store/attachments.ts'
import { findProcedure, openProposal } from '../store/procedures.ts'
import { getVersion } from '../store/texts.ts'
import type { PageTable } from '../tables.ts'
import { bytesOf } from './archives.ts'
import { pageLabel } from './saying.ts'
import { takeOwn } from './pages.ts'

const drawn = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/svg+xml']
/** What a text may lead to beside pictures; documents of office programs are archives. */
const ledTo = [...drawn, 'application/pdf', 'text/plain', 'application/zip']
/** Of one page. */
const mostFiles = 500

/** A picture for the texts of a page. No text shows it yet: its name means nothing on the page until one is published that does. */
export async function addAttachment(
  ctx: Context,
  { id, file }: InputOf<typeof promise.attachmentsAdd>,
): Promise<OutputOf<typeof promise.attachmentsAdd>> {
  const page = await takeOwn(ctx, id)
  const bytes = await bytesOf(ctx, file)
  const picture = pictureOf(bytes)
  if (!picture)
    throw new Refusal(
      'refused',
      'attachment.unfit',
      'It is no picture that can be shown: PNG, JPEG, GIF, WebP or SVG, whole, of up to 10 MiB and 50 million dots.',
    )
  const [there, { source }, proposal] = await Promise.all([
    attachmentsOf(ctx.tx, id, page.no),
    getVersion(ctx.tx, id, page.no),
    openProposal(ctx.tx, id),
  ])
  const hash = sha256(picture.bytes)
  const known = there.find((one) => one.sha256 === hash && one.origin === 'written')
  const { width, height } = picture
  const answer = (called: string) => ({ called, sha256: hash, width, height, href: `/api/handbook/pages/${id}/files/${hash}` })
  if (known) return answer(known.called)
  if (there.length >= mostFiles)
    throw new Refusal('refused', 'attachment.too_many', `A page has up to ${mostFiles} files. Make two pages of it.`)
  // a name that a text has already would show what nobody has looked at
  const said = [source, ...(proposal ? [proposal.source] : [])].flatMap((text) => filesCalled(text).map((one) => one.called))
  const ending = picture.type === 'image/svg+xml' ? 'svg' : picture.type === 'image/jpeg' ? 'jpg' : picture.type.slice(6)
  const called = freeName(file.name, ending, new Set([...said, ...there.map((one) => one.called)]))
  await keep(ctx, page, { called, picture, came: sha256(bytes), origin: 'written' })
  await record(ctx, {
    action: 'handbook.attachment.added',
    subject: pageLabel(page),
    after: { type: picture.type, size: picture.bytes.length },
  })
  return answer(called)
}

type Kept = {
  called: string
  picture: Pick<Picture, 'type' | 'bytes'> & { width?: number; height?: number }
  came: string
  origin: 'tree' | 'written'
}

async function keep(ctx: Context, page: Pick<PageTable, 'id' | 'no'>, { called, picture, came, origin }: Kept): Promise<void> {
  const { type, bytes, width = null, height = null } = picture
  const { id, sha256: hash } = await storeFile(ctx, { name: called, bytes, accepts: ledTo })
  await saveAttachment(ctx.tx, {
    ...{ page_id: page.id, called, no: page.no, file_id: id, sha256: hash, type, size: bytes.length, width, height },
    ...{ came_sha256: came, origin, at: ctx.now },
  })
}

type Called = { called: string; file: string }

/**
 * Files of a tree that the text of a page shows or leads to. What everyone sees, and what somebody agreed to or is asked about, is not
 * changed by a tree: there a name keeps the picture that it had, and one that was missing stays so until somebody puts it in on the page.
 */
export async function attachFiles(
  ctx: Context,
  page: PageTable,
  files: readonly Called[],
  from: { import: string; tree: string },
): Promise<void> {
  if (files.length === 0) return
  const [there, lying] = await Promise.all([
    attachmentsOf(ctx.tx, page.id, page.no),
    filesOfTree(
      ctx.tx,
      from,
      files.map(({ file }) => file),
    ),
  ])
  const known = new Map(there.map((one) => [one.called, one]))
  const hashes = new Map(lying.map(({ file, sha256: hash }) => [file, hash]))
  const wanted = files.filter(({ called, file }) => hashes.has(file) && known.get(called)?.came_sha256 !== hashes.get(file))
  if (wanted.length === 0 || (await isLookedAt(ctx, page))) return
  const held = await bytesOfTree(ctx.tx, from, [...new Set(wanted.map(({ file }) => file))])
  const bytes = new Map(held.map((one) => [one.file, one.bytes]))
  for (const { called, file } of wanted.slice(0, mostFiles)) {
    const came = bytes.get(file)
    const picture = came && fitFile(came)
    if (picture) await keepUnlessRefused(ctx, page, { called, picture, came: sha256(came), origin: 'tree' })
  }
}

async function isLookedAt(ctx: Context, page: PageTable): Promise<boolean> {
  if (page.audience === 'public') return true
  if (page.number === null) return false
  const [row, proposal] = await Promise.all([findProcedure(ctx.tx, page.id), openProposal(ctx.tx, page.id)])
  return proposal !== undefined || (row !== undefined && row.in_force_no !== null)
}

/** A picture as it is shown, or a file as it is led to; nothing for what is neither. */
function fitFile(bytes: Uint8Array): Kept['picture'] | undefined {
  const picture = pictureOf(bytes)
  if (picture) return picture
  const { type } = sniff(bytes)
  return ledTo.includes(type) && !drawn.includes(type) && bytes.length > 0 ? { type, bytes } : undefined
}

/** An archive that could do harm stays in the tree, and is led to by nothing. */
async function keepUnlessRefused(ctx: Context, page: PageTable, kept: Kept): Promise<void> {
  try {
    await keep(ctx, page, kept)
  } catch (error) {
    if (!isRefusal(error)) throw error
  }
}
