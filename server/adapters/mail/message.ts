import { letterHtml } from '../../kernel/mail-html.ts'
import type { Deliver } from '../../kernel/mail.ts'

/**
 * A letter as a message (RFC 5322): its words as text and as HTML, and that a program wrote it (RFC 3834), so that no automatic answer comes back.
 * The id is the letter's own at every try: a mail server that took it twice can tell.
 */
export function messageOf(from: string, { id, to, subject, text, locale, unsubscribe, files }: Parameters<Deliver>[0]) {
  const domain = /@([^\s@<>]+)>?$/.exec(from)?.[1] ?? 'localhost'
  return {
    from,
    to,
    subject,
    text,
    html: letterHtml(subject, text, locale),
    messageId: `<${id}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': locale, ...stopping(unsubscribe) },
    ...calendarPart(files),
    attachments: files
      .filter((file) => !methodOf(file))
      .map((file) => ({ filename: file.name, contentType: file.type, content: file.bytes })),
  }
}

/** An invitation stands beside the words, as another way to say the same (RFC 6047), so that mail programs offer it to the calendar. */
function calendarPart(files: Parameters<Deliver>[0]['files']) {
  const [file] = files.filter(methodOf)
  const method = file && methodOf(file)
  return method ? { icalEvent: { method, filename: file.name, content: file.bytes } } : {}
}

function methodOf({ type }: { type: string }): string | undefined {
  return /^text\/calendar;\s*method=([A-Z]+)/.exec(type)?.[1]
}

/** One click in the reader's own program stops letters of this kind (RFC 2369, RFC 8058). */
function stopping(address: string | null): Record<string, string> {
  if (address === null) return {}
  return { 'List-Unsubscribe': `<${address}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
}
