import type { Letter } from '../../kernel/mail.ts'

/** What of a link opens the door: the token behind `#`. */
const tokenOf = (link: string): string[] => [link.slice(link.indexOf('#') + 1)]

/** The letter with an invitation link; the token stands after `#`, which no server log sees. */
export function invitationMail(to: string, from: { inviter: string; company: string }, link: string, days: number): Letter {
  return {
    to,
    purpose: 'access',
    subject: `${from.inviter} invites you to ${from.company} on Quarterdeck`,
    text: `Hello,\n\n${from.inviter} invites you to work with ${from.company} on Quarterdeck.\n\nChoose your password here: ${link}\n\nThe link works once, within ${days} days.\nIf you did not expect this, do nothing.\n`,
    secrets: tokenOf(link),
  }
}

export function resetMail(person: { name: string; email: string }, link: string): Letter {
  return {
    to: person.email,
    purpose: 'access',
    subject: 'A new password for Quarterdeck',
    text: `Hello ${person.name},\n\nsomebody, probably you, asked for a new password.\n\nChoose it here: ${link}\n\nThe link works once, within an hour. If it was not you, do nothing: your password stays as it is.\n`,
    secrets: tokenOf(link),
  }
}
