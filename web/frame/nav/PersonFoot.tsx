import { UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconApi, IconCheck, IconDeviceLaptop, IconHelpCircle, IconLogout, IconMoon, IconSun, IconUser } from '@tabler/icons-react'
import { signOut } from '../../../server/modules/people/contract.ts'
import { queries, useTell } from '../../ask.ts'
import { IconButton } from '../../kit/controls.tsx'
import { Initials } from '../../kit/Names.tsx'
import { DropMenu } from '../../kit/over/menus.tsx'
import { useSession } from '../session.ts'
import { forgetRecents } from './recents.ts'

const schemes = [
  { value: 'light', title: 'Light', icon: IconSun },
  { value: 'dark', title: 'Dark', icon: IconMoon },
  { value: 'auto', title: 'Like the system', icon: IconDeviceLaptop },
] as const

/** Who sits here, what is theirs, and the keys. */
export function PersonFoot({ onKeys }: { onKeys: () => void }) {
  const { data } = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const name = data?.actor?.name ?? ''
  const leave = useTell(signOut, {
    stale: [],
    onDone: () => {
      queries.clear()
      forgetRecents()
      window.location.assign('/app/sign-in')
    },
  })
  return (
    <div className="nav-foot">
      <DropMenu
        position="top-start"
        width={216}
        target={
          <UnstyledButton className="nav-person">
            <Initials name={name} round />
            <span className="unseen">Account of </span>
            <span className="clip">{name}</span>
          </UnstyledButton>
        }
        items={[
          { title: 'Profile and security', href: '/people/me', icon: <IconUser size={15} aria-hidden /> },
          { title: 'API reference', href: '/api/docs', icon: <IconApi size={15} aria-hidden /> },
          'line',
          ...schemes.map(({ value, title, icon: Sign }) => ({
            title,
            icon: <Sign size={15} aria-hidden />,
            ...(colorScheme === value ? { end: <IconCheck size={14} aria-label="chosen" /> } : {}),
            onClick: () => setColorScheme(value),
          })),
          'line',
          { title: 'Sign out', icon: <IconLogout size={15} aria-hidden />, onClick: () => leave.mutate({}) },
        ]}
      />
      <IconButton label="Keys" size={28} onClick={onKeys}>
        <IconHelpCircle size={16} stroke={1.75} aria-hidden />
      </IconButton>
    </div>
  )
}
