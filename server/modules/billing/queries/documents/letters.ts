import type { z } from 'zod'
import type { Context } from '../../../../kernel/context.ts'
import { lettersAbout } from '../../../../kernel/mail.ts'
import type { letterLine } from '../../contract/words.ts'

/** What was written to the customer about a document or quote: the sent log of its page. */
export async function lettersOf(ctx: Context, about: string): Promise<z.input<typeof letterLine>[]> {
  const rows = await lettersAbout(ctx.tx, about)
  return rows.map((row) => ({
    to: row.recipient,
    subject: row.subject,
    written_at: row.created_at.toISOString(),
    sent_at: row.sent_at?.toISOString() ?? null,
  }))
}
