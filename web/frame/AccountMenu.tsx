import { Menu, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconApi, IconLogout, IconListSearch, IconMail, IconMoon, IconSun, IconWebhook, IconUser } from '@tabler/icons-react'
import { signOut } from '../../server/modules/people/contract.ts'
import { queries, useTell } from '../ask.ts'
import { IconButton } from '../kit/controls.tsx'
import { useFollow } from '../kit/Link.tsx'
import { useMay, useSession } from './session.ts'

/** Light or dark; until pressed, the reader's system decides. */
export function SchemeButton() {
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  const next = scheme === 'dark' ? 'light' : 'dark'
  return (
    <IconButton label={`Switch to ${next}`} onClick={() => setColorScheme(next)}>
      {scheme === 'dark' ? <IconSun size={18} stroke={1.6} aria-hidden /> : <IconMoon size={18} stroke={1.6} aria-hidden />}
    </IconButton>
  )
}

export function AccountMenu() {
  const { data } = useSession()
  const may = useMay()
  const follow = useFollow()
  const leave = useTell(signOut, {
    stale: [],
    onDone: () => {
      queries.clear()
      window.location.assign('/app/sign-in')
    },
  })
  const name = data?.actor?.name ?? ''
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <UnstyledButton className="avatar">
          <span aria-hidden>{initialsOf(name)}</span>
          <span className="unseen">Account of {name}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className="account-head">
          <p className="account-name">{name}</p>
          <p className="faint">{data?.actor?.email ?? data?.company?.name}</p>
        </div>
        <Menu.Divider />
        <Menu.Item
          component="a"
          href="/app/people/me"
          leftSection={<IconUser size={15} />}
          onClick={(event) => follow(event, '/people/me')}
        >
          Profile and security
        </Menu.Item>
        {may('house.letters') && (
          <Menu.Item component="a" href="/app/letters" leftSection={<IconMail size={15} />} onClick={(event) => follow(event, '/letters')}>
            Letters sent
          </Menu.Item>
        )}
        {may('house.trail') && (
          <Menu.Item
            component="a"
            href="/app/trail"
            leftSection={<IconListSearch size={15} />}
            onClick={(event) => follow(event, '/trail')}
          >
            Audit trail
          </Menu.Item>
        )}
        {may('house.webhooks') && (
          <Menu.Item
            component="a"
            href="/app/webhooks"
            leftSection={<IconWebhook size={15} />}
            onClick={(event) => follow(event, '/webhooks')}
          >
            Webhooks
          </Menu.Item>
        )}
        <Menu.Item component="a" href="/api/docs" leftSection={<IconApi size={15} />}>
          API reference
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => leave.mutate({})}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  return ((words[0]?.[0] ?? '?') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')).toUpperCase()
}
