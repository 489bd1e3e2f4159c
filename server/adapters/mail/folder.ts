import { randomBytes } from 'node:crypto'
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type nodemailer from 'nodemailer'
import { late } from '../../kernel/late.ts'
import type { Deliver } from '../../kernel/mail.ts'
import { messageOf } from './message.ts'

const mailer = late<typeof nodemailer>('nodemailer')

/**
 * Mail into a folder, each letter an `.eml` file as a mail server would get it: for a machine without mail, and for tests. Whoever reads
 * the folder reads everybody's ways in, so that nobody but this user may.
 */
export function maildrop(folder: string, from: string): Deliver {
  const transport = mailer().createTransport({ streamTransport: true, buffer: true, newline: 'unix' })
  return async (letter) => {
    const { to } = letter
    const { message } = await transport.sendMail(messageOf(from, letter))
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await chmod(folder, 0o700)
    const name = `${new Date().toISOString().replaceAll(':', '-')}.${to.replaceAll(/[^\w.@+-]/g, '_').slice(0, 120)}.${randomBytes(4).toString('hex')}`
    // whoever waits for the file finds it whole
    await writeFile(join(folder, `.${name}.part`), message, { mode: 0o600 })
    await rename(join(folder, `.${name}.part`), join(folder, `${name}.eml`))
  }
}
