import type { Preview } from '../../../server/modules/strategy/contract.ts'

/** The looks of what was read: a class for each, so that the key and the text agree. */
function lookOf(role: { role: string; section: string | null }): string {
  if (role.role === 'item' || role.role === 'lead') return `item-${role.section ?? 'vision'}`
  if (role.role === 'note' && role.section === 'commentary') return 'item-commentary'
  return role.role
}

const key: [look: string, words: string][] = [
  ['title', 'Title'],
  ['header', 'Header'],
  ['item-vision', 'Vision'],
  ['item-priorities', 'Priorities'],
  ['item-methods', 'Methods'],
  ['item-obstacles', 'Obstacles'],
  ['item-measures', 'Measures'],
  ['item-objectives', 'Objectives'],
  ['sketch', 'Sketch'],
  ['rest', 'Rest'],
]

export function RoleKey() {
  return (
    <ul className="role-key" aria-label="What the colours mean">
      {key.map(([look, words]) => (
        <li key={look}>
          <span className="role" data-look={look} aria-hidden />
          {words}
        </li>
      ))}
    </ul>
  )
}

/** The document's own text, each run coloured by what it was read as. */
export function ReadDocument({ read, near, onPlan }: { read: Preview; near: number | undefined; onPlan: (plan: number) => void }) {
  return (
    <pre className="read-document">
      {read.roles.map((role) => (
        // pointing at a run lights its plan up; the plans themselves are reached by keyboard
        <span
          key={role.from}
          className="role"
          data-look={lookOf(role)}
          data-near={role.plan !== null && role.plan === near ? true : undefined}
          {...(role.plan === null ? {} : { onMouseEnter: () => onPlan(role.plan as number) })}
        >
          {read.text.slice(role.from, role.to)}
        </span>
      ))}
    </pre>
  )
}
