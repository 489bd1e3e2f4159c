import { Refusal } from '../../../kernel/refusal.ts'

/** Why an address leads on; `replaced`: its page is retired, and another one came in its place. */
export const redirectKinds = ['moved', 'rename', 'imported', 'manual', 'alias', 'inferred', 'replaced'] as const
export type RedirectKind = (typeof redirectKinds)[number]

/** What stands at an address now: nothing, a page in force, a retired one, or a way on to one. */
export type Standing = { page: string; own: boolean; retired: boolean; led: boolean } | undefined

/**
 * Whether an address may lead to a page from now on, and how: `new` it is nobody's, `retired` it is that of a page which is over. An address
 * leads to pages and never to another address, so that one hop is always enough.
 */
export function fitRedirect(at: Standing, to: { id: string; retired: boolean }): 'new' | 'retired' {
  if (to.retired)
    throw refusal('refused', 'redirect.target_retired', 'An address leads to a page that is in force.', {
      path: 'to',
      text: 'Choose another page.',
    })
  if (at === undefined) return 'new'
  if (at.page === to.id && at.own)
    throw refusal('refused', 'redirect.loop', 'It would lead to itself: the page is at this address.', {
      path: 'path',
      text: 'Choose another address.',
    })
  if (at.own && at.retired && !at.led) return 'retired'
  throw refusal(
    'conflict',
    'redirect.taken',
    at.own && !at.retired
      ? 'A page is at this address. Move or retire it first.'
      : 'This address leads somewhere already. Take that away first.',
    { path: 'path', text: 'Choose another address.' },
  )
}

function refusal(kind: 'refused' | 'conflict', code: string, says: string, { path, text }: { path: string; text: string }): Refusal {
  return new Refusal(kind, code, says, { unmet: [{ code, text, path }] })
}

/** Whether an address may lead nowhere again. One at which a page was is its for good: links of others lead there. */
export function fitRemoval(kind: RedirectKind): void {
  if (kind === 'moved' || kind === 'rename')
    throw new Refusal('conflict', 'redirect.lasting', 'A page was at this address: links of others lead there, and it leads on for good.')
}

/** 301 for good, once somebody has confirmed it or it was never a guess; 302 until then. */
export function statusOf(sure: boolean): 301 | 302 {
  return sure ? 301 : 302
}
