import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconApi, IconCheck, IconDeviceLaptop, IconHelpCircle, IconLogout, IconMoon, IconSun, IconUser } from '@tabler/icons-react'
import { signOut } from '../../../server/modules/people/contract.ts'
import { queries, useTell } from '../../ask.ts'
import { IconButton } from '../../kit/controls.tsx'
import { useFollow } from '../../kit/Link.tsx'
import { Initials } from '../../kit/Names.tsx'
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
  const follow = useFollow()
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
      <Menu position="top-start" width={216} offset={4}>
        <Menu.Target>
          <UnstyledButton className="nav-person">
            <Initials name={name} round />
            <span className="unseen">Account of </span>
            <span className="clip">{name}</span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            component="a"
            href="/app/people/me"
            leftSection={<IconUser size={15} aria-hidden />}
            onClick={(event) => follow(event, '/people/me')}
          >
            Profile and security
          </Menu.Item>
          <Menu.Item component="a" href="/api/docs" leftSection={<IconApi size={15} aria-hidden />}>
            API reference
          </Menu.Item>
          <Menu.Divider />
          {schemes.map(({ value, title, icon: Sign }) => (
            <Menu.Item
              key={value}
              leftSection={<Sign size={15} aria-hidden />}
              rightSection={colorScheme === value ? <IconCheck size={14} aria-label="chosen" /> : undefined}
              onClick={() => setColorScheme(value)}
            >
              {title}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={15} aria-hidden />} onClick={() => leave.mutate({})}>
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <IconButton label="Keys" size={28} onClick={onKeys}>
        <IconHelpCircle size={16} stroke={1.75} aria-hidden />
      </IconButton>
    </div>
  )
}
