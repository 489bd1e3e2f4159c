import type nodemailer from 'nodemailer'
import { late } from '../../kernel/late.ts'
import type { Deliver } from '../../kernel/mail.ts'

const mailer = late<typeof nodemailer>('nodemailer')

/** Mail by SMTP. Without a mail server, `folder.ts` is the working fake of this adapter. */
export function smtp(url: string, from: string): Deliver {
  const transport = mailer().createTransport(url)
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
