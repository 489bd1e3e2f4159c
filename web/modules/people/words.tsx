import { groupsList, personsList, rolesRead } from '../../../server/modules/people/contract.ts'
import { useAsk } from '../../ask.ts'
import { Day, None, type Option, Tag, titleOf } from '../../kit/index.ts'
import './people.css'

/** The views of who works here. */
export function personTabs(may: (right: string) => boolean) {
  return [
    { title: 'People', href: '/people/persons' },
    { title: 'Groups', href: '/people/groups' },
    { title: 'Service accounts', href: '/people/service-accounts' },
    { title: 'Reporting', href: '/people/org' },
    { title: 'Delegations', href: '/people/delegations' },
    ...(may('people.invitations') ? [{ title: 'Invitations', href: '/people/invitations' }] : []),
    { title: 'Roles', href: '/people/roles' },
    ...(may('people.admin') ? [{ title: 'Sessions', href: '/people/sessions' }] : []),
  ]
}

/** The views of the company itself. */
export const companyTabs = [
  { title: 'Company', href: '/people/company' },
  { title: 'Calendars', href: '/people/calendars' },
]

export const kindOptions: Option[] = Object.entries(groupsList.list.columns.kind.choices).map(([value, label]) => ({ value, label }))
export function kindName(kind: string): string {
  return kindOptions.find((one) => one.value === kind)?.label ?? kind
}

/** A role's name as people say it: `bizops` is short for something. */
export function roleName(role: string): string {
  const words: Record<string, string> = personsList.list.columns.role.choices
  return words[role] ?? titleOf(role)
}

/** The roles that a colleague can hold, with what each is for. */
export function useRoleOptions(): Option[] {
  const { data } = useAsk(rolesRead, {}, { staleTime: 600_000 })
  return (data?.roles ?? [])
    .filter((one) => one.audience === 'staff')
    .map((one) => ({ value: one.role, label: `${roleName(one.role)}: ${one.says}` }))
}

/** What a right lets somebody do, in words; the right itself for one that this house does not know (any more). */
export function useRightWords(): (right: string) => string {
  const { data } = useAsk(rolesRead, {}, { staleTime: 600_000 })
  return (right) => data?.rights.find((one) => one.right === right)?.says ?? right
}

export function Tags({ words, why = 'none' }: { words: string[]; why?: string }) {
  if (words.length === 0) return <None why={why} />
  return (
    <span className="people-tags">
      {words.map((word) => (
        <Tag key={word}>{word}</Tag>
      ))}
    </span>
  )
}

/** The last day of something, which may have none. */
export function OpenEnd({ day }: { day: string | null }) {
  return day ? <Day day={day} /> : <None why="open" />
}

type Membership = { valid_from: string; valid_to: string | null }

/** How a membership is on a day; `left`: its person is with us no more. */
export function membershipState({ valid_from, valid_to }: Membership, today: string, left = false): { value: string; label: string } {
  if (left) return { value: 'ended', label: 'Left' }
  if (valid_to !== null && valid_to <= today) return { value: 'ended', label: 'Was a member' }
  return valid_from > today ? { value: 'planned', label: 'Later' } : { value: 'active', label: 'Member' }
}
