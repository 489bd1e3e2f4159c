import { createHmac } from 'node:crypto'
import { randomToken } from './tokens.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { derivedKey } from '../../../kernel/keys.ts'
import { late } from '../../../kernel/late.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { sessionLife } from '../rules/limits.ts'
import { aliasOf, transactionAdapter } from './adapter.ts'
import { hashPassword, isPassword } from './hash.ts'

export { aliasOf }

// the largest of our libraries: read when somebody signs in
const minimal = late<typeof import('better-auth/minimal')>('better-auth/minimal')
const secondFactor = late<typeof import('better-auth/plugins/two-factor')>('better-auth/plugins/two-factor')

const sessionCookie = 'qd_session'
const challengeCookie = 'qd_two_factor'

/**
 * better-auth over the caller's transaction. It asks for passwords (our scrypt, hash.ts), keeps sessions and two-factor secrets; its own HTTP routes are not
 * mounted: our operations call it. `asSession` lets it act for a session that our door has already judged.
 */
export function signInLibrary(ctx: Context, asSession?: string) {
  const secret = derivedKey('people.sign-in').toString('base64')
  const proven = asSession ? { token: randomToken(24), sessionId: asSession } : undefined
  const { betterAuth } = minimal()
  const { twoFactor } = secondFactor()
  const auth = betterAuth({
    appName: 'Quarterdeck',
    baseURL: 'http://quarterdeck.internal',
    secret,
    database: transactionAdapter(ctx, proven),
    logger: { disabled: true },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
      autoSignIn: false,
      password: { hash: hashPassword, verify: ({ hash, password }) => isPassword(password, hash) },
    },
    session: {
      modelName: 'session',
      expiresIn: sessionLife.idleHours * 3600,
      fields: {
        token: 'token_hash',
        userId: 'person_id',
        expiresAt: 'expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
        ipAddress: 'address',
        userAgent: 'agent',
      },
    },
    user: {
      modelName: 'person',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    account: {
      modelName: 'credential',
      fields: {
        userId: 'person_id',
        accountId: 'provider_account',
        providerId: 'provider',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'verification',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    advanced: {
      database: { generateId: () => newId() },
      useSecureCookies: false,
      cookies: { session_token: { name: sessionCookie }, two_factor: { name: challengeCookie } },
    },
    plugins: [
      twoFactor({
        issuer: 'Quarterdeck',
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'two_factor',
            fields: {
              userId: 'person_id',
              backupCodes: 'backup_codes',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
    ],
  })
  const headers = new Headers()
  if (proven) headers.set('cookie', `${sessionCookie}=${signed(proven.token, secret)}`)
  return { auth, headers }
}

/** Headers that carry the challenge of a sign-in whose password was right and whose second factor is still to come. */
export function challengeHeaders(headers: Headers, challenge: string): Headers {
  const more = new Headers(headers)
  more.set('cookie', `${challengeCookie}=${challenge}`)
  return more
}

/** The session token among the cookies that the library sets, without its signature: the row's hash is proof enough. */
export function tokenIn(headers: Headers): string | undefined {
  return cookieValue(headers, sessionCookie)?.split('.')[0]
}

/** The signed challenge among the cookies that the library sets. */
export function challengeIn(headers: Headers): string | undefined {
  return cookieValue(headers, challengeCookie)
}

/** The library's refusals in the house's words; anything else is a bug and passes. */
export function libraryRefusal(error: unknown, otherwise: { code: string; detail: string }, keep = false): unknown {
  if (typeof error !== 'object' || error === null || !('statusCode' in error) || Number(error.statusCode) >= 500) return error
  const body = 'body' in error && typeof error.body === 'object' && error.body !== null ? error.body : {}
  const word = 'code' in body ? String(body.code) : ''
  if (word === 'ACCOUNT_TEMPORARILY_LOCKED') {
    return new Refusal('busy', 'sign_in.too_many', 'Too many wrong codes. Wait 15 minutes.', { keep, facts: { retry_after_s: 900 } })
  }
  if (word === 'INVALID_TWO_FACTOR_COOKIE' || word.startsWith('TOO_MANY_ATTEMPTS')) {
    return new Refusal('refused', 'sign_in.challenge_over', 'This sign-in has taken too long or too many tries. Start again.', { keep })
  }
  if (word === 'INVALID_CODE' || word === 'INVALID_BACKUP_CODE') {
    return new Refusal('refused', 'two_factor.wrong_code', 'This code is wrong or already over. Try the next one.', { keep })
  }
  if (word === 'TOTP_ALREADY_ENABLED')
    return new Refusal('conflict', 'two_factor.already_on', 'Two-factor sign-in is already on.', { keep })
  if (word === 'TOTP_NOT_ENABLED') return new Refusal('conflict', 'two_factor.not_on', 'Two-factor sign-in is not on.', { keep })
  return new Refusal('refused', otherwise.code, otherwise.detail, { keep })
}

function cookieValue(headers: Headers, name: string): string | undefined {
  for (const line of headers.getSetCookie()) {
    const [pair = ''] = line.split(';')
    const at = pair.indexOf('=')
    const value = pair.slice(at + 1)
    if (pair.slice(0, at) === name && value !== '') return value
  }
  return undefined
}

/** The library signs cookies with HMAC-SHA-256, base64, URL-encoded as a whole. */
function signed(value: string, secret: string): string {
  return encodeURIComponent(`${value}.${createHmac('sha256', secret).update(value).digest('base64')}`)
}
