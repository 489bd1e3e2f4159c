import { IconLogout } from '@tabler/icons-react'
import { portalSignOut } from '../../server/modules/customers/contract.ts'
import { queries, useTell } from '../ask.ts'
import { IconButton } from '../kit/index.ts'

export function SignOut({ name }: { name: string }) {
  const leave = useTell(portalSignOut, {
    stale: [],
    onDone: () => {
      queries.clear()
      window.location.assign('/portal/sign-in')
    },
  })
  return (
    <IconButton label={`Sign out ${name}`} onClick={() => leave.mutate({})}>
      <IconLogout size={18} stroke={1.6} aria-hidden />
    </IconButton>
  )
}
