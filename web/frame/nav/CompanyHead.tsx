import { Menu, UnstyledButton } from '@mantine/core'
import { IconBuilding, IconSelector, IconTag, IconUserCircle } from '@tabler/icons-react'
import { useFollow } from '../../kit/Link.tsx'
import { Mark } from '../Mark.tsx'
import { useMay, useSession } from '../session.ts'

/** Whose house this is, and how others see it. */
export function CompanyHead() {
  const { data } = useSession()
  const may = useMay()
  const follow = useFollow()
  return (
    <Menu position="bottom-start" width={216} offset={4}>
      <Menu.Target>
        <UnstyledButton className="nav-who">
          <Mark />
          <span className="clip">{data?.company?.name}</span>
          {data?.demo && <span className="tag">Demo</span>}
          <IconSelector size={14} stroke={1.75} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {may('people.read') && (
          <Menu.Item
            component="a"
            href="/app/people/company"
            leftSection={<IconBuilding size={15} aria-hidden />}
            onClick={(event) => follow(event, '/people/company')}
          >
            About the company
          </Menu.Item>
        )}
        <Menu.Item component="a" href="/pricing" target="_blank" leftSection={<IconTag size={15} aria-hidden />}>
          Prices, as customers see them
        </Menu.Item>
        <Menu.Item component="a" href="/portal" target="_blank" leftSection={<IconUserCircle size={15} aria-hidden />}>
          The customers’ portal
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
