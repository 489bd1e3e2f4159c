import { z } from 'zod'
import { readAllow } from '../outbound/allow.ts'
import type { Opened } from '../outbound/target.ts'

/** A setting: how its text is read, what it is for, whether it may be shown. */
export type Setting<T> = { shape: z.ZodType<T>; default?: string; doc: string; fix: string; secret?: boolean }

const setting = <T>(shape: z.ZodType<T>, rest: Omit<Setting<T>, 'shape'>): Setting<T> => ({ shape, ...rest })

const yesNo = z.enum(['true', 'false', '1', '0', 'yes', 'no', '']).transform((text) => ['true', '1', 'yes'].includes(text))
const whole = (least: number, most: number) =>
  z.string().regex(/^\d+$/, 'is not a whole number').transform(Number).pipe(z.number().min(least).max(most))
const optional = <T>(shape: z.ZodType<T, string>) => z.union([z.literal('').transform(() => undefined), shape])
const httpUrl = z
  .string()
  .refine((text) => /^https?:$/.test(schemeOf(text)), 'is not an http or https address')
  .transform((text) => text.replace(/\/+$/, ''))
const urlOf = (pattern: RegExp, what: string) => z.string().refine((text) => pattern.test(schemeOf(text)), what)
const hostAndPort = z
  .string()
  .regex(/^([\w.-]+|\[[0-9a-fA-F:]+\]):\d{1,5}$/, 'is not an address with a port')
  .transform((text) => ({
    host: text.slice(0, text.lastIndexOf(':')).replace(/^\[|\]$/g, ''),
    port: Number(text.slice(text.lastIndexOf(':') + 1)),
  }))
const key = z
  .string()
  .refine((text) => /^[A-Za-z0-9+/_-]{43}=?$/.test(text), 'is not 32 bytes in base64')
  .transform((text) => Buffer.from(text, 'base64') as Uint8Array)
/** name=number, with commas between */
const amounts = z
  .string()
  .regex(/^([a-z_]+=\d{1,15}(,[a-z_]+=\d{1,15})*)?$/, 'is not name=number,…')
  .transform(
    (text): Readonly<Record<string, number>> =>
      Object.fromEntries(
        text
          .split(',')
          .filter(Boolean)
          .map((part) => [part.slice(0, part.indexOf('=')), Number(part.slice(part.indexOf('=') + 1))]),
      ),
  )
/** countries and parts of them: BY,UA-43 */
const places = z
  .string()
  .regex(/^([A-Z]{2}(-[A-Z0-9]{1,3})?(,[A-Z]{2}(-[A-Z0-9]{1,3})?)*)?$/, 'is not a list such as BY,UA-43')
  .transform((text): readonly string[] => text.split(',').filter(Boolean))
/** whsec_…,whsec_… */
const hookSecrets = z
  .string()
  .regex(/^(whsec_[A-Za-z0-9+/]{32,88}={0,2}(,whsec_[A-Za-z0-9+/]{32,88}={0,2})*)?$/, 'is not a list of whsec_…')
  .transform((text): readonly string[] => text.split(',').filter(Boolean))
/** hosts.example.com,10.0.0.7:8443 */
const hosts = z
  .string()
  .refine((text) => readAllow(text) !== undefined, 'is not a list of hosts')
  .transform((text): Opened => readAllow(text) ?? [])
const roles = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.enum(['all', 'web', 'worker', 'ingest'], 'knows only all, web, worker and ingest')).min(1, 'is empty'))
  .transform((parts) => new Set(parts.flatMap((part) => (part === 'all' ? (['web', 'worker', 'ingest'] as const) : [part]))))
  .transform((parts): ReadonlySet<'web' | 'worker' | 'ingest'> => parts)

const makeKey = 'Make one with: openssl rand -base64 32'

/** Every setting of the house, by its name in the environment. The printed default is the value that holds without one. */
export const list = {
  DATA_DIR: setting(z.string().min(1, 'is empty'), {
    default: './data',
    doc: 'Folder of the built-in database, the warehouse, keys and files. The default lies in the project.',
    fix: 'Give a folder that this user may write.',
  }),
  PORT: setting(whole(0, 65535), { default: '8080', doc: 'Port to serve on; 0 takes a free one.', fix: 'Give a number from 0 to 65535.' }),
  HOST: setting(z.string().min(1, 'is empty'), {
    default: '127.0.0.1',
    doc: 'Address to serve on; 0.0.0.0 opens the house to the network.',
    fix: 'Give an address of this machine, such as 127.0.0.1 or 0.0.0.0.',
  }),
  PUBLIC_URL: setting(optional(httpUrl), {
    default: '',
    doc: 'Address under which people and servers reach the house; links, cookies and licence clients use it. Default: http://localhost:PORT.',
    fix: 'Give an address such as https://quarterdeck.example.com.',
  }),
  DATABASE_URL: setting(optional(urlOf(/^postgres(ql)?:$/, 'is not a postgres:// address')), {
    default: '',
    doc: 'A PostgreSQL 18 of your own in place of the built-in one.',
    fix: 'Give an address such as postgres://user:password@host:5432/quarterdeck, or leave it out to use the built-in database.',
    secret: true,
  }),
  ROLE: setting(roles, {
    default: 'all',
    doc: 'What this process does: all, or some of web, worker, ingest with commas between.',
    fix: 'Give all, or a list such as web,ingest.',
  }),
  LOG_LEVEL: setting(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'is not a level'), {
    default: 'info',
    doc: 'Least level of a log line: trace, debug, info, warn, error, fatal, silent.',
    fix: 'Give one of trace, debug, info, warn, error, fatal, silent.',
  }),
  SMTP_URL: setting(optional(urlOf(/^smtps?:$/, 'is not an smtp:// or smtps:// address')), {
    default: '',
    doc: 'Mail server. Without one, mail stays in the outbox page of the house, where nobody can read the codes and links in it.',
    fix: 'Give an address such as smtps://user:password@mail.example.com:465.',
    secret: true,
  }),
  MAILDROP: setting(optional(z.string().regex(/^\//, 'is not a whole path')), {
    default: '',
    doc: 'Folder into which letters are written as .eml files, where SMTP_URL is not set. Only this user may read it: it holds every code and link.',
    fix: 'Give a folder such as /var/lib/quarterdeck/maildrop.',
  }),
  MAIL_FROM: setting(z.string().regex(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/, 'is not a mail address'), {
    default: 'Quarterdeck <quarterdeck@localhost>',
    doc: 'Sender of mail.',
    fix: 'Give an address such as "Accounts <accounts@example.com>".',
  }),
  SECRET_KEY: setting(optional(key), {
    default: '',
    doc: 'Key of 32 bytes in base64 that seals stored secrets. With the built-in database it is made on first start and kept in the data folder.',
    fix: makeKey,
    secret: true,
  }),
  LICENSING_SEAL_KEY: setting(optional(key), {
    default: '',
    doc: 'Key of 32 bytes in base64 that seals licence-signing keys; kept like SECRET_KEY.',
    fix: makeKey,
    secret: true,
  }),
  DEMO: setting(yesNo, { default: 'false', doc: 'Loads the demo company into an empty house (also: --demo).', fix: 'Give true or false.' }),
  SIGN_IN_ADMIN_SECOND_FACTOR: setting(yesNo, {
    default: 'true',
    doc: 'An administrator without a second factor sees nothing but the page that sets it up. A demo turns it off unless it is set.',
    fix: 'Give true or false.',
  }),
  TRUST_PROXY: setting(yesNo, {
    default: 'false',
    doc: 'Reads the caller’s address from X-Forwarded-For; only behind a proxy that overwrites that header.',
    fix: 'Give true or false.',
  }),
  COUNTRY_HEADER: setting(z.string().regex(/^([A-Za-z][A-Za-z0-9-]{1,60})?$/, 'is no name of a header'), {
    default: '',
    doc: 'Header in which the trusted proxy says the country of the caller’s address (such as CF-IPCountry): a sign of where a consumer lives. Read only with TRUST_PROXY, and only behind a proxy that overwrites it.',
    fix: 'Give the name of the header, or leave it empty.',
  }),
  METRICS_TOKEN: setting(optional(z.string().min(16, 'is too short')), {
    default: '',
    doc: 'Bearer token that /metrics asks for. Without one, only programs on this machine may read it.',
    fix: 'Give 16 characters or more.',
    secret: true,
  }),
  SECURITY_CONTACT: setting(optional(z.string().regex(/^(mailto:|https:\/\/)\S+$/, 'is not a mailto: or https:// address')), {
    default: '',
    doc: 'Where to report a weakness; shown in /.well-known/security.txt. Without one there is no such file.',
    fix: 'Give an address such as mailto:security@example.com.',
  }),
  KEEP_EVENTS_DAYS: setting(whole(1, 3650), {
    default: '30',
    doc: 'Days for which delivered events are kept; later ones are pruned each night. Undelivered ones stay.',
    fix: 'Give a number from 1 to 3650.',
  }),
  KEEP_KEYS_DAYS: setting(whole(30, 3650), {
    default: '30',
    doc: 'Days for which idempotency keys and their answers are kept.',
    fix: 'Give a number from 30 to 3650.',
  }),
  WAREHOUSE_READERS: setting(whole(1, 64), {
    default: '4',
    doc: 'Warehouse queries that may run at the same time.',
    fix: 'Give a number from 1 to 64.',
  }),
  WAREHOUSE_BIND: setting(optional(hostAndPort), {
    default: '',
    doc: 'Private address and port on which a worker answers the house’s processes on other machines; on one machine they use a socket.',
    fix: 'Give an address of a private network with a port, such as 10.0.0.5:7301.',
  }),
  INGEST_MAX_BODY: setting(whole(1024, 1_073_741_824), {
    default: '4194304',
    doc: 'Largest telemetry request in bytes, as sent and unpacked.',
    fix: 'Give bytes from 1024 to 1073741824.',
  }),
  INGEST_MAX_RATIO: setting(whole(2, 10_000), {
    default: '100',
    doc: 'Most times that a packed request may grow.',
    fix: 'Give a number from 2 to 10000.',
  }),
  INGEST_MAX_DEPTH: setting(whole(8, 1000), {
    default: '64',
    doc: 'Deepest nesting of a telemetry request.',
    fix: 'Give a number from 8 to 1000.',
  }),
  INGEST_MAX_BATCH: setting(whole(1, 100_000), {
    default: '5000',
    doc: 'Most events in one request.',
    fix: 'Give a number from 1 to 100000.',
  }),
  INGEST_MAX_ITEM: setting(whole(256, 10_485_760), {
    default: '32768',
    doc: 'Largest event in bytes; a larger one is put in quarantine.',
    fix: 'Give bytes from 256 to 10485760.',
  }),
  INGEST_CEILINGS: setting(amounts, {
    default:
      'active_users_daily=10000000,active_users_monthly=10000000,registered_users=10000000,registered_deactivated_users=10000000,bot_accounts=10000000',
    doc: 'Most that one server can have of each count; a report with more is loaded, marked, and that count is left out of figures. For events loaded before a change: quarantine and figures follow when the warehouse is built again.',
    fix: 'Give names and whole numbers, such as registered_users=50000. What is left out keeps its default.',
  }),
  INGEST_EVENTS_PER_SECOND: setting(whole(1, 10_000_000), {
    default: '5000',
    doc: 'Events a second for one write key; bursts of ten times that pass.',
    fix: 'Give a number from 1 to 10000000.',
  }),
  INGEST_REQUESTS_PER_SECOND: setting(whole(1, 1_000_000), {
    default: '200',
    doc: 'Telemetry requests a second from one address; bursts of ten times that pass.',
    fix: 'Give a number from 1 to 1000000.',
  }),
  OUTBOUND_ALLOW: setting(hosts, {
    default: '',
    doc: 'Hosts, with a port or without, that connections may call beside those that they are made for; also in a private network, never metadata of a cloud. Webhooks do not use it.',
    fix: 'Give names or addresses with commas between, such as crm.internal.example:8443,10.0.0.7; empty for none.',
  }),
  OUTBOUND_LOOPBACK: setting(yesNo, {
    default: 'false',
    doc: 'Lets webhooks and connections call this machine itself, by http and on any port: for tests and trials.',
    fix: 'Give true or false.',
  }),
  GIT_FOLDER: setting(optional(z.string().regex(/^\//, 'is not a whole path')), {
    default: '',
    doc: 'A folder of bare Git repositories that whoever keeps the handbook may import by their names; nothing outside of it is opened. Needs git on this machine.',
    fix: 'Give a whole path such as /srv/git; empty for none.',
  }),
  EVENTS_HOOK_SECRETS: setting(hookSecrets, {
    default: '',
    doc: 'Secrets of systems that tell of events at /hooks/events by Standard Webhooks. Their events stand in the warehouse under the source hooks.',
    fix: 'Give secrets as their system shows them, whsec_…, with commas between; empty for none.',
    secret: true,
  }),
  SALES_NOT_TO: setting(places, {
    default: 'BY,UA-09,UA-14,UA-40,UA-43',
    doc: 'Places that the house chooses not to sell to, beside what the law of each selling company forbids (countries, or parts as in ISO 3166-2).',
    fix: 'Give codes with commas between, such as BY,UA-43; empty for none.',
  }),
}

export type SettingName = keyof typeof list
export type SettingValue<N extends SettingName> = z.output<(typeof list)[N]['shape']>

/** DATA_DIR → dataDir; DATABASE_URL → databaseUrl. */
export function camel(name: string): string {
  return name.toLowerCase().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

function schemeOf(text: string): string {
  try {
    return new URL(text).protocol
  } catch {
    // pg's form with a socket folder has no host: postgres://user:password@/name?host=/folder
    return /^([a-z]+:)\/\/[^/]*@?\//.exec(text)?.[1] ?? ''
  }
}
