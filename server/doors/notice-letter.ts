import { ruleOf } from '../kernel/inbox.ts'
import type { Letter } from '../kernel/mail.ts'
import type { NoticeRow, NoticeRule } from '../kernel/notices.ts'
import type { Day } from '../kernel/period.ts'

const says: Record<NoticeRule, (by: string) => string> = {
  assigned: (by) => `${by} asks you`,
  mentioned: (by) => `${by} mentioned you`,
  decided: (by) => `${by} decided`,
  overdue: () => 'Overdue',
  alert: () => 'Alert',
  watched: () => 'You watch this',
}

/** All that is new to one reader, in one letter; a single notice is its subject. */
export function noticeLetter(
  { name, email }: { name: string; email: string },
  notices: readonly NoticeRow[],
  publicUrl: string,
  today: Day,
): Letter {
  const [first] = notices
  const headed = notices.map((row) => ({ row, head: `${says[ruleOf(row, today)](row.by_name)}: ${row.title}` }))
  const subject = notices.length === 1 && first ? (headed[0]?.head ?? '') : `${notices.length} things wait for you`
  const parts = headed.map(({ row, head }) =>
    [head, row.text, row.due_day ? `By ${row.due_day}.` : '', `${publicUrl}/app${row.href}`].filter(Boolean).join('\n'),
  )
  const text = [
    `Hello ${name},`,
    ...parts,
    `Your inbox: ${publicUrl}/app/inbox\nWhich of these come by letter is chosen at ${publicUrl}/app/people/me`,
  ].join('\n\n')
  return { to: email, purpose: 'service', subject, text }
}
