import { letterHtml } from '../../kernel/mail-html.ts'
import type { Deliver } from '../../kernel/mail.ts'

/**
 * A letter as a message (RFC 5322): its words as text and as HTML, and that a program wrote it (RFC 3834), so that no automatic answer comes back.
 * The id is the letter's own at every try: a mail server that took it twice can tell.
 */
export function messageOf(from: string, { id, to, subject, text, files }: Parameters<Deliver>[0]) {
  const domain = /@([^\s@<>]+)>?$/.exec(from)?.[1] ?? 'localhost'
  return {
    from,
    to,
    subject,
    text,
    html: letterHtml(subject, text),
    messageId: `<${id}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': 'en' },
    attachments: files.map((file) => ({ filename: file.name, contentType: file.type, content: file.bytes })),
  }
}
