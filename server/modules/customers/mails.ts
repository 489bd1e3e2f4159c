import type { Letter } from '../../kernel/mail.ts'

/**
 * The letter with a sign-in code; the code stands in the subject, where a phone shows it. A name that nobody has proven is left out:
 * whoever typed it in at the door would write to others in our name.
 */
export function codeMail(
  to: { name: string; email: string; email_verified_at: Date | null },
  code: string,
  from: { company: string; minutes: number },
): Letter {
  return {
    to: to.email,
    purpose: 'access',
    subject: `${code} is your code for ${from.company}`,
    text: `Hello${to.email_verified_at ? ` ${to.name}` : ''},\n\nyour code is ${code}. It works once, within ${from.minutes} minutes.\n\nIf you did not ask for it, do nothing: without the code nobody gets in.\n`,
    secrets: [code],
  }
}

/** The letter to a colleague whom an owner let in. `link` is missing when the address opens another account already: only its owner reads so. */
export function inviteMail(
  to: { name: string; email: string },
  from: { inviter: string; account: string; company: string },
  link: string | undefined,
): Letter {
  const how = link
    ? `Sign in with this address, without a password: ${link}`
    : `This address opens another account of ours already, and one address opens one account. Ask ${from.inviter} to invite another address of yours.`
  return {
    to: to.email,
    purpose: 'access',
    subject: `${from.inviter} gives you access to ${from.company}`,
    text: `Hello ${to.name},\n\n${from.inviter} of ${from.account} gives you access to the customer portal of ${from.company}.\n\n${how}\n`,
  }
}
