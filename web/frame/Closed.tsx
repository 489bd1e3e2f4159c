import { IconLock } from '@tabler/icons-react'
import { personsList, rolesRead } from '../../server/modules/people/contract.ts'
import { useAsk } from '../ask.ts'
import { Button } from '../kit/controls.tsx'
import { Empty, Loading } from '../kit/feedback.tsx'
import { closedWords } from './closed-words.ts'

/** A page that the reader's roles do not open: what it takes, in the words of the table of rights, who has it, and whom to ask. */
export default function Closed({ right }: { right: string }) {
  const table = useAsk(rolesRead, {}, { staleTime: 600_000 })
  const admins = useAsk(personsList, { role: 'admin', limit: 3 }, { staleTime: 600_000 })
  if (table.isPending || admins.isPending) return <Loading lines={3} />
  const names = (admins.data?.items ?? []).map(({ name }) => name)
  const roles: Record<string, string> = personsList.list.columns.role.choices
  const row = table.data?.rights.find((one) => one.right === right)
  return (
    <Empty whole title="Your role does not open this page" icon={<IconLock size={20} />} action={<Button href="/">Back to home</Button>}>
      {closedWords(row && { says: row.says, roles: Object.keys(row.scopes).flatMap((role) => roles[role] ?? []) }, names)}
    </Empty>
  )
}
