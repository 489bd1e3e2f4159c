import type { Deliver } from '../../kernel/mail.ts'
import type { HouseSettings } from '../../kernel/settings.ts'
import { maildrop } from './folder.ts'
import { smtp } from './smtp.ts'

/** How mail leaves the house: by a mail server, into a folder, or not at all. */
export function mailOf({ smtpUrl, maildrop: folder, mailFrom }: HouseSettings): Deliver | undefined {
  if (smtpUrl) return smtp(smtpUrl, mailFrom)
  return folder ? maildrop(folder, mailFrom) : undefined
}
