import { type Tx, tablesOf } from './database.ts'
import type { Context, Open } from './context.ts'
import { newId } from './ids.ts'

export type Letter = { to: string; subject: string; text: string; attachments?: string[] }
export type MailTable = {
  id: string
  recipient: string
  subject: string
  body: string
  attachments: string[]
  created_at: Date
  sent_at: Date | null
  attempts: number
  error: string | null
}
export type Deliver = (letter: {
  to: string
  subject: string
  text: string
  files: { name: string; type: string; bytes: Buffer }[]
}) => Promise<void>

/** Queues a letter in the caller's transaction. Without SMTP it stays in the outbox page, where a demo shows it. */
export async function sendMail(ctx: Context, letter: Letter): Promise<void> {
  await mailTables(ctx.tx)
    .insertInto('mail')
    .values({
      id: newId(),
      recipient: letter.to,
      subject: letter.subject,
      body: letter.text,
      attachments: letter.attachments ?? [],
      created_at: ctx.now,
      sent_at: null,
      attempts: 0,
      error: null,
    })
    .execute()
}

/** Letters newest first, for the outbox page. */
export async function letters(tx: Tx, filter: { recipient?: string; before?: string; limit: number }): Promise<MailTable[]> {
  let query = mailTables(tx).selectFrom('mail').selectAll().orderBy('id', 'desc').limit(filter.limit)
  if (filter.recipient) query = query.where('recipient', '=', filter.recipient)
  if (filter.before) query = query.where('id', '<', filter.before)
  return query.execute()
}

/** Delivers what waits, a letter at a time under lock; a failure is kept and tried again, ten times at most. */
export async function deliverMail(open: Open, deliver: Deliver): Promise<number> {
  let sent = 0
  for (;;) {
    const more = await open(async (ctx) => {
      const letter = await mailTables(ctx.tx)
        .selectFrom('mail')
        .selectAll()
        .where('sent_at', 'is', null)
        .where('attempts', '<', 10)
        .orderBy('attempts')
        .orderBy('created_at')
        .limit(1)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst()
      if (!letter) return false
      const files = letter.attachments.length
        ? await tablesOf<{ file: { id: string; name: string; type: string; bytes: Buffer } }>(ctx.tx, 'kernel')
            .selectFrom('file')
            .select(['name', 'type', 'bytes'])
            .where('id', 'in', letter.attachments)
            .execute()
        : []
      try {
        await deliver({ to: letter.recipient, subject: letter.subject, text: letter.body, files })
        await mailTables(ctx.tx).updateTable('mail').set({ sent_at: ctx.now, error: null }).where('id', '=', letter.id).execute()
        sent += 1
        return true
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error)
        await mailTables(ctx.tx)
          .updateTable('mail')
          .set({ attempts: letter.attempts + 1, error: text.slice(0, 500) })
          .where('id', '=', letter.id)
          .execute()
        return false
      }
    })
    if (!more) return sent
  }
}

function mailTables(tx: Tx) {
  return tablesOf<{ mail: MailTable }>(tx, 'kernel')
}
