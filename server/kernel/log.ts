import pino, { type DestinationStream, type Logger } from 'pino'

/** One JSON object a line on standard output. */
export type Log = Logger

const hidden = ['authorization', 'cookie', '"set-cookie"', 'password', 'secret', 'token', '"x-csrf-token"']

/** Opens the log. Passwords, cookies and credentials are blanked at the top level and one and two levels down. */
export function openLog(level: string, to?: DestinationStream): Log {
  const paths = ['', '*.', '*.*.'].flatMap((depth) =>
    hidden.map((name) => (name.startsWith('"') ? `${depth.slice(0, -1)}[${name}]` : `${depth}${name}`)),
  )
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths, censor: '••••' },
    serializers: { err: pino.stdSerializers.err },
  }
  return to ? pino(options, to) : pino(options, pino.destination({ dest: 1, sync: true }))
}

/** Says nothing: for tests and for commands whose output is their answer. */
export const quietLog: Log = pino({ level: 'silent' })
