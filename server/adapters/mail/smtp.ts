import type nodemailer from 'nodemailer'
import { late } from '../../kernel/late.ts'
import type { Deliver } from '../../kernel/mail.ts'
import { messageOf } from './message.ts'

const mailer = late<typeof nodemailer>('nodemailer')

/** Mail by SMTP. Without a mail server, `folder.ts` is the working fake of this adapter. */
export function smtp(url: string, from: string): Deliver {
  const transport = mailer().createTransport(url)
  return async (letter) => {
    await transport.sendMail(messageOf(from, letter))
  }
}
