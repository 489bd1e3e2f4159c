import nodemailer from 'nodemailer'
import type { Deliver } from '../../kernel/mail.ts'

/** Mail by SMTP. Without a mail server, `folder.ts` is the working fake of this adapter. */
export function smtp(url: string, from: string): Deliver {
  const transport = nodemailer.createTransport(url)
  return async ({ to, subject, text, files }) => {
    await transport.sendMail({
      from,
      to,
      subject,
      text,
      attachments: files.map((file) => ({ filename: file.name, contentType: file.type, content: file.bytes })),
    })
  }
}
