import './library.css'
import { Menu } from '@mantine/core'
import { addressOf } from '../address.ts'
import { useFollow } from '../Link.tsx'
import type { MenuProps } from './props.ts'
import { useOpens } from './opens.tsx'

/** The menu itself; it comes with the first use of its button. */
export default function WholeMenu({ target, items, position = 'bottom-end', width = 220, tall, ...rest }: MenuProps) {
  const [open, setOpen] = useOpens(rest)
  const follow = useFollow()
  return (
    <Menu opened={open} onChange={setOpen} position={position} {...(width === 'own' ? {} : { width })} offset={4}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown {...(tall ? { mah: tall, style: { overflowY: 'auto' } } : {})}>
        {items.map((item) => {
          if (item === undefined || item === false) return null
          if (item === 'line') return <Menu.Divider key="line" />
          const { title, aside, icon, end, danger, current, disabled = false, href, download = false, blank = false } = item
          const look = {
            leftSection: icon,
            rightSection: end,
            disabled,
            ...(danger ? { 'data-danger': true } : {}),
            ...(current ? { 'aria-current': true as const } : {}),
          }
          if (!href) {
            return (
              <Menu.Item key={title} {...look} onClick={() => item.onClick?.()}>
                {title}
                {aside && <span className="unseen">{aside}</span>}
              </Menu.Item>
            )
          }
          const whole = download || blank || href.startsWith('/api/')
          return (
            <Menu.Item
              key={title}
              component="a"
              href={whole ? href : addressOf(href)}
              {...look}
              {...(download ? { download: '' } : {})}
              {...(blank ? { target: '_blank' } : {})}
              onClick={(event) => {
                if (!whole) follow(event, href)
              }}
            >
              {title}
              {aside && <span className="unseen">{aside}</span>}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
