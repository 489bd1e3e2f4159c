import { z } from 'zod'
import { mailAddress } from '../../../kernel/mail-address.ts'
import { operation } from '../../../kernel/operation.ts'

/** The company as everybody who signs in is told it. */
export const companySaid = z.object({
  name: z.string(),
  zone: z.string(),
  currency: z.string(),
  locale: z.string(),
  fiscal_year_end: z.string(),
  website: z.string().nullable(),
})

const code = z.string().trim().min(6).max(20)

export const signIn = operation({
  name: 'people.sign_in',
  method: 'POST',
  path: '/people/sign-ins',
  right: 'anyone',
  audience: 'public',
  perMinute: 60,
  secret: true,
  summary: 'Signs in with e-mail and password; with two-factor on, a second step follows',
  input: z.object({ email: mailAddress, password: z.string().min(1).max(200) }),
  output: z.discriminatedUnion('state', [
    z.object({ state: z.literal('signed_in'), person_id: z.uuid() }),
    z.object({ state: z.literal('second_step'), challenge: z.string() }),
  ]),
})

export const signInSecondStep = operation({
  name: 'people.sign_in.second_step',
  method: 'POST',
  path: '/people/sign-ins/second-steps',
  right: 'anyone',
  audience: 'public',
  perMinute: 60,
  secret: true,
  summary: 'The second step: a code of the authenticator app, or one of the recovery codes',
  input: z.object({ challenge: z.string().max(300), code, kind: z.enum(['app', 'recovery']).default('app') }),
  output: z.object({ state: z.literal('signed_in'), person_id: z.uuid() }),
})

export const signOut = operation({
  name: 'people.sign_out',
  method: 'POST',
  path: '/people/sign-outs',
  right: 'anyone',
  audience: 'public',
  secret: true,
  summary: 'Ends the session that the request came with',
  input: z.object({}),
  output: z.object({ signed_out: z.literal(true) }),
})

export const me = operation({
  name: 'people.me',
  method: 'GET',
  path: '/people/me',
  right: 'signed_in',
  whileHeld: true,
  summary: 'Who is asking, and what they may do',
  input: z.object({}),
  output: z.object({
    kind: z.enum(['person', 'key', 'contact', 'system']),
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    title: z.string().nullable(),
    roles: z.array(z.string()),
    rights: z.record(z.string(), z.enum(['all', 'team', 'own'])),
    two_factor: z.boolean(),
    company: companySaid.nullable(),
  }),
})

export const passwordChange = operation({
  name: 'people.password.change',
  method: 'POST',
  path: '/people/password-changes',
  right: 'people.read',
  secret: true,
  summary: 'Changes one’s own password; every other session ends',
  input: z.object({ current: z.string().min(1).max(200), password: z.string().max(200) }),
  output: z.object({ changed: z.literal(true) }),
})

export const passwordResetAsk = operation({
  name: 'people.password.ask_reset',
  method: 'POST',
  path: '/people/password-resets',
  right: 'anyone',
  audience: 'public',
  perMinute: 10,
  secret: true,
  summary: 'Mails a link for a new password; the answer is the same for an unknown address',
  input: z.object({ email: mailAddress }),
  output: z.object({ mailed: z.literal(true) }),
  status: 202,
})

export const passwordReset = operation({
  name: 'people.password.reset',
  method: 'POST',
  path: '/people/password-resets/completions',
  right: 'anyone',
  audience: 'public',
  perMinute: 20,
  secret: true,
  summary: 'Sets a new password by the mailed link; every session ends',
  input: z.object({ token: z.string().max(100), password: z.string().max(200) }),
  output: z.object({ changed: z.literal(true) }),
})

export const twoFactorEnrol = operation({
  name: 'people.two_factor.enrol',
  method: 'POST',
  path: '/people/two-factor/enrolments',
  right: 'people.read',
  whileHeld: true,
  secret: true,
  summary: 'Begins two-factor sign-in: the address for the authenticator app and ten recovery codes',
  input: z.object({ password: z.string().min(1).max(200) }),
  output: z.object({ uri: z.string(), recovery_codes: z.array(z.string()) }),
})

export const twoFactorConfirm = operation({
  name: 'people.two_factor.confirm',
  method: 'POST',
  path: '/people/two-factor/confirmations',
  right: 'people.read',
  whileHeld: true,
  secret: true,
  summary: 'Turns two-factor sign-in on with a first code of the app',
  input: z.object({ code }),
  output: z.object({ two_factor: z.literal(true) }),
})

export const twoFactorRemove = operation({
  name: 'people.two_factor.remove',
  method: 'POST',
  path: '/people/two-factor/removals',
  right: 'people.read',
  secret: true,
  summary: 'Turns two-factor sign-in off',
  input: z.object({ password: z.string().min(1).max(200) }),
  output: z.object({ two_factor: z.literal(false) }),
})

export const sessionProve = operation({
  name: 'people.sessions.prove',
  method: 'POST',
  path: '/people/session-proofs',
  right: 'people.read',
  perMinute: 20,
  secret: true,
  summary: 'Shows anew who sits here, by password or by a code of the app; opens roles and keys for five minutes',
  input: z.object({ password: z.string().min(1).max(200).optional(), code: code.optional() }),
  output: z.object({ proved_until: z.date() }),
})
