import { UnstyledButton } from '@mantine/core'
import { IconBuilding, IconSelector, IconTag, IconUserCircle } from '@tabler/icons-react'
import { DropMenu } from '../../kit/over/menus.tsx'
import { Mark } from '../Mark.tsx'
import { useMay, useSession } from '../session.ts'

/** Whose house this is, and how others see it. */
export function CompanyHead() {
  const { data } = useSession()
  const may = useMay()
  return (
    <DropMenu
      position="bottom-start"
      width={216}
      target={
        <UnstyledButton className="nav-who">
          <Mark />
          <span className="nav-who-name">
            <span className="clip">{data?.company?.name}</span>
            {data?.demo && <small>Demo</small>}
          </span>
          <IconSelector size={14} stroke={1.75} aria-hidden />
        </UnstyledButton>
      }
      items={[
        may('people.read') && { title: 'About the company', href: '/people/company', icon: <IconBuilding size={15} aria-hidden /> },
        { title: 'Prices, as customers see them', href: '/pricing', blank: true, icon: <IconTag size={15} aria-hidden /> },
        { title: 'The customers’ portal', href: '/portal', blank: true, icon: <IconUserCircle size={15} aria-hidden /> },
      ]}
    />
  )
}
