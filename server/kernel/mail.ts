import { newest, onward, type Onward } from './keyset.ts'
import { json, sendAhead, tablesOf, type Tx } from './database.ts'
import type { Context, Open } from './context.ts'
import { filesOf } from './files/files.ts'
import { newId } from './ids.ts'
import { mayWrite } from './mail-permission.ts'
import { isTransactional, type Purpose } from './mail-purpose.ts'
import { blank, type Secrets, openSecrets, sealSecrets } from './mail-secrets.ts'

/** A paper that its room writes, always with the same bytes, when the letter is sent or read: it is not kept twice. */
type Paper = { kind: string; id: string; name: string }
/** `about` is the thing that the letter speaks of, `document:<id>`; its page shows what was written about it. */
export type Letter = {
  to: string
  purpose: Purpose
  subject: string
  text: string
  /** of its words; `en` when left out */
  locale?: string
  /** where one request stops letters of this kind (RFC 8058); a letter that is not transactional has one */
  unsubscribe?: string
  attachments?: string[]
  about?: string
  papers?: Paper[]
} & Secrets
export type WritePaper = (ctx: Context, paper: Paper) => Promise<{ name: string; type: string; bytes: Uint8Array }>
export type MailTable = {
  id: string
  recipient: string
  subject: string
  body: string
  attachments: string[]
  created_at: Date
  sent_at: Date | null
  attempts: number
  next_at: Date | null
  error: string | null
  about: string | null
  papers: Paper[]
  /** nothing for a letter of before */
  purpose: Purpose | null
  locale: string
  unsubscribe: string | null
  suppressed: boolean
  /** subject and body in full, encrypted, while a secret of them has not been sent */
  sealed: Buffer | null
}
export type Deliver = (letter: {
  /** the same at every try */
  id: string
  to: string
  subject: string
  text: string
  locale: string
  unsubscribe: string | null
  files: { name: string; type: string; bytes: Buffer }[]
}) => Promise<void>

/** Queues a letter in the caller's transaction. Without a way out it stays in the outbox page, its secrets encrypted. */
export async function sendMail(ctx: Context, letter: Letter): Promise<void> {
  await sendMails(ctx, [letter])
}

/** The same for any number of letters, in one statement. What its reader has not agreed to is kept and never sent. */
export async function sendMails(ctx: Context, all: readonly Letter[]): Promise<void> {
  if (all.length === 0) return
  const allowed: boolean[] = []
  for (const letter of all) allowed.push(await allowedTo(ctx, letter))
  const rows = all.map((letter, at) => ({
    ...writtenDown(letter),
    purpose: letter.purpose,
    locale: letter.locale ?? 'en',
    unsubscribe: letter.unsubscribe ?? null,
    suppressed: !allowed[at],
    recipient: letter.to,
    attachments: letter.attachments ?? [],
    created_at: ctx.now,
    sent_at: null,
    attempts: 0,
    next_at: null,
    error: null,
    about: letter.about ?? null,
    papers: json(letter.papers ?? []),
  }))
  await sendAhead(ctx.tx, mailTables(ctx.tx).insertInto('mail').values(rows))
}

/** A letter that its reader may not want says how to stop the next one; forgetting that is a bug of whoever writes it. */
async function allowedTo(ctx: Context, { to, purpose, unsubscribe }: Letter): Promise<boolean> {
  if (isTransactional(purpose)) return true
  if (!unsubscribe?.startsWith('https://')) throw new Error(`a letter for ${purpose} needs an address that stops such letters`)
  return mayWrite(ctx, to, purpose)
}

/** Nobody who reads a letter here gets in by it: what opens a door is blanked, and the whole is encrypted for its recipient alone. */
function writtenDown(letter: Letter) {
  const id = newId()
  const { subject, text, secrets = [] } = letter
  const sealed = secrets.length > 0 ? sealSecrets(id, { subject, text }) : null
  return { id, subject: blank(subject, secrets), body: blank(text, secrets), sealed }
}

/** What was written about a thing, newest first. */
export async function lettersAbout(tx: Tx, about: string, limit = 20): Promise<MailTable[]> {
  return mailTables(tx)
    .selectFrom('mail')
    .selectAll()
    .where('about', '=', about)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

export async function findLetter(tx: Tx, id: string): Promise<MailTable | undefined> {
  return mailTables(tx).selectFrom('mail').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Letters newest first, for the outbox page. */
export async function letters(tx: Tx, filter: Onward & { recipient?: string }): Promise<MailTable[]> {
  let query = mailTables(tx).selectFrom('mail').selectAll()
  if (filter.recipient) query = query.where('recipient', '=', filter.recipient)
  return onward(query, newest(), filter).execute()
}

const mostTries = 10

/** So many letters that fail one after the other mean that the server is down, not that a mailbox is wrong. */
const failuresInARow = 3

/** The longest life of anything in a letter that opens a door: an invitation's. */
const secretDays = 8

/** Ends secrets that no mail server took while they lived; their letters are not sent any more. */
export async function forgetSecrets(ctx: Context): Promise<void> {
  await mailTables(ctx.tx)
    .updateTable('mail')
    .set({ sealed: null, attempts: mostTries, error: 'Over before a mail server took it.' })
    .where('sealed', 'is not', null)
    .where('created_at', '<', new Date(ctx.now.getTime() - secretDays * 86_400_000))
    .execute()
}

/**
 * Delivers what waits, a letter at a time; answers how many were sent. Each try is counted before it is made and no transaction is
 * open meanwhile: a slow mail server holds nothing, and a letter is sent twice only if the process dies between the two. Tries are
 * 5, 5, 5, 8, 16 … 256 minutes apart, ten at most. A letter that fails keeps no other waiting; three in a row end the round, since
 * a server that is down need not be asked for each.
 */
export async function deliverMail(
  open: Open,
  deliver: Deliver,
  write: WritePaper = noPaper,
  more: () => boolean = () => true,
): Promise<number> {
  let sent = 0
  let failing = 0
  while (failing < failuresInARow && more()) {
    const letter = await open(takeLetter)
    if (!letter) break
    try {
      const files = await open(async (ctx) => [...(await filesOf(ctx.tx, letter.attachments)), ...(await papersOf(ctx, letter, write))])
      const { id, recipient: to, locale, unsubscribe } = letter
      await deliver({ id, to, locale, unsubscribe, ...inFull(letter), files })
    } catch (error) {
      const text = (error instanceof Error ? error.message : String(error)).slice(0, 500)
      await open((ctx) => saveLetter(ctx.tx, letter.id, { error: text, ...(letter.attempts + 1 < mostTries ? {} : { sealed: null }) }))
      failing += 1
      continue
    }
    await open((ctx) => saveLetter(ctx.tx, letter.id, { sent_at: ctx.now, error: null, sealed: null }))
    sent += 1
    failing = 0
  }
  return sent
}

/** Subject and text as the recipient gets them. Whoever shows them to anybody else shows a way in. */
export function inFull(letter: MailTable): { subject: string; text: string } {
  return letter.sealed ? openSecrets(letter.id, letter.sealed) : { subject: letter.subject, text: letter.body }
}

async function papersOf(ctx: Context, letter: MailTable, write: WritePaper): Promise<{ name: string; type: string; bytes: Buffer }[]> {
  const written: { name: string; type: string; bytes: Buffer }[] = []
  for (const paper of letter.papers) {
    const { type, bytes } = await write(ctx, paper)
    written.push({ name: paper.name, type, bytes: Buffer.from(bytes) })
  }
  return written
}

async function noPaper(_ctx: Context, paper: Paper): Promise<never> {
  throw new Error(`no room writes papers of kind ${paper.kind}`)
}

async function takeLetter(ctx: Context): Promise<MailTable | undefined> {
  const letter = await mailTables(ctx.tx)
    .selectFrom('mail')
    .selectAll()
    .where('sent_at', 'is', null)
    .where('suppressed', '=', false)
    .where('attempts', '<', mostTries)
    .where(({ or, eb }) => or([eb('next_at', 'is', null), eb('next_at', '<=', ctx.now)]))
    .orderBy('attempts')
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!letter) return undefined
  const minutes = Math.max(5, 2 ** letter.attempts)
  await saveLetter(ctx.tx, letter.id, { attempts: letter.attempts + 1, next_at: new Date(ctx.now.getTime() + minutes * 60_000) })
  return letter
}

async function saveLetter(tx: Tx, id: string, change: Partial<MailTable>): Promise<void> {
  await mailTables(tx).updateTable('mail').set(change).where('id', '=', id).execute()
}

function mailTables(tx: Tx) {
  return tablesOf<{ mail: MailTable }>(tx, 'kernel')
}
