/** Words that say that what is linked is for colleagues. */
export const lock = /[\u{1F512}\u{1F510}\u{1F50F}]\ufe0f?|:lock:|:closed_lock_with_key:/u

/** Hosts on which companies keep what is theirs: a public page never shows such an address. */
const internalHosts: readonly RegExp[] = [
  /(^|\.)(docs|drive|sites|calendar|mail)\.google\.com$/,
  /(^|\.)(?!api\.|status\.|www\.)[a-z0-9-]+\.slack\.com$/,
  /(^|\.)(atlassian\.net|notion\.so|sharepoint\.com|okta\.com|pagerduty\.com|sentry\.io|looker\.com)$/,
  /^(app\.asana\.com|airtable\.com|app\.clickup\.com|linear\.app|app\.datadoghq\.com)$/,
  /\.(lightning\.force|my\.salesforce)\.com$/,
  /\.(internal|local|corp|lan)$/,
  /^(10|127)\.\d+\.\d+\.\d+$/,
  /^192\.168\.\d+\.\d+$/,
  /^(0\.\d+|169\.254)\.\d+\.\d+$/,
  /^172\.(1[6-9]|2\d|3[01])\.\d+\.\d+$/,
  /^[^.]+$/,
]
const internalPlaces = [/^trello\.com\/b\//, /^miro\.com\/app\//, /^(www\.)?figma\.com\/file\//, /^[a-z0-9-]+\.zendesk\.com\/agent/]

/** Whether an address leads to where only colleagues get. */
export function isInternalAddress(url: string): boolean {
  const address = addressOf(url)
  if (!address) return false
  // a name with a dot at its end is the same name
  const name = address.hostname.replace(/\.+$/, '')
  return internalHosts.some((host) => host.test(name)) || internalPlaces.some((one) => one.test(name + address.pathname))
}

function addressOf(url: string): URL | undefined {
  try {
    const address = new URL(url.startsWith('//') ? `https:${url}` : url.startsWith('www.') ? `https://${url}` : url)
    return /^(https?|ftp):$/.test(address.protocol) ? address : undefined
  } catch {
    return undefined
  }
}

/** Where a link of a page leads: to another page by its path, to a place on the same page, or away. */
type Target = { kind: 'page'; path: string; hash: string } | { kind: 'here' } | { kind: 'away' }

/**
 * A page is linked from the root of the site (`/handbook/sales/quotes`), or beside the page itself (`quotes`, `../people/leave.md`); `.md`,
 * `.html` and a last `/` may follow.
 */
export function targetOf(url: string, from: string): Target {
  if (url.startsWith('#') || url === '') return { kind: 'here' }
  if (/^[a-z][a-z0-9+.-]*:/i.test(url) || url.startsWith('//') || url.startsWith('www.')) return { kind: 'away' }
  const [before = '', hash = ''] = url.split('#', 2)
  const written = decoded(before.split('?', 1)[0] ?? '').replaceAll('\u00a0', ' ')
  if (written.startsWith('/') && !/^\/handbook(\/|$)/.test(written)) return { kind: 'away' }
  const start = written.startsWith('/') ? [] : from.split('/').slice(0, -1)
  const steps = written.replace(/^\/handbook\/?/, '').split('/')
  const path = start
  for (const step of steps) {
    if (step === '..') path.pop()
    else if (step !== '.' && step !== '') path.push(step)
  }
  const name = path
    .join('/')
    .replace(/\.(?:md|markdown|mdx|html?)$/i, '')
    .replace(/(^|\/)(?:readme|index|_index)$/i, '')
  // the first page of the handbook is a list, and no page
  return name === '' ? { kind: 'away' } : { kind: 'page', path: name.toLowerCase(), hash }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
