import { ActionIcon, Button as CoreButton, type ButtonProps as CoreButtonProps, Menu, SegmentedControl, Tooltip } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { type ButtonHTMLAttributes, forwardRef, type ReactNode } from 'react'
import { addressOf } from './address.ts'
import { useFollow } from './Link.tsx'

export {
  Checkbox,
  Drawer,
  Modal,
  NumberInput,
  Progress,
  Radio,
  Select,
  Slider,
  Textarea,
  TextInput,
} from '@mantine/core'

type ButtonProps = CoreButtonProps &
  Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'color' | 'style'> & {
    /** makes it a link that looks like a button */
    href?: string
    download?: boolean
    /** for what cannot be taken back */
    danger?: boolean
  }

/** A button: `variant` "filled" for the one main act of a page, "default" for the rest, "subtle" for the small. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button({ href, download, danger = false, ...rest }, ref) {
  const follow = useFollow()
  const tone = danger ? { 'data-danger': true } : {}
  if (href === undefined) return <CoreButton type="button" {...tone} {...rest} ref={ref} />
  const { onClick: _, type: __, ...link } = rest
  return (
    <CoreButton
      component="a"
      href={addressOf(href)}
      {...(download ? { download: '' } : {})}
      {...tone}
      {...(link as CoreButtonProps)}
      onClick={(event) => {
        if (!download && !href.startsWith('http')) follow(event, href)
      }}
    />
  )
})

/** A button that is only an icon; the label is what it says on hover and to a screen reader. */
export function IconButton(props: { label: string; onClick?: () => void; children: ReactNode; disabled?: boolean; size?: number }) {
  const { label, onClick, children, disabled = false, size = 30 } = props
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} size={size} disabled={disabled} {...(onClick ? { onClick } : {})}>
        {children}
      </ActionIcon>
    </Tooltip>
  )
}

type Act = {
  title: string
  onClick?: () => void
  href?: string
  icon?: ReactNode
  danger?: boolean
  disabled?: boolean
  download?: boolean
}

/** The lesser acts of a page or row behind three dots. */
export function MoreMenu({
  acts,
  label = 'More actions',
  target,
}: {
  acts: (Act | undefined | false)[]
  label?: string
  target?: ReactNode
}) {
  const follow = useFollow()
  const shown = acts.filter((act) => act !== undefined && act !== false)
  if (shown.length === 0) return null
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        {target ?? (
          <ActionIcon aria-label={label} size={30}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        {shown.map((act) => {
          const look = {
            leftSection: act.icon,
            disabled: act.disabled ?? false,
            ...(act.danger ? { 'data-danger': true } : {}),
          }
          if (!act.href) {
            return (
              <Menu.Item key={act.title} {...look} onClick={() => act.onClick?.()}>
                {act.title}
              </Menu.Item>
            )
          }
          const { href } = act
          return (
            <Menu.Item
              key={act.title}
              component="a"
              href={addressOf(href)}
              {...look}
              {...(act.download ? { download: '' } : {})}
              onClick={(event) => {
                if (!act.download) follow(event, href)
              }}
            >
              {act.title}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}

/** A choice of a few, all seen at once. */
export function Segments<T extends string>(props: {
  label: string
  value: T
  onChange: (value: T) => void
  options: { value: T; label: ReactNode }[]
  full?: boolean
}) {
  const { label, value, onChange, options, full = false } = props
  return (
    <SegmentedControl
      aria-label={label}
      size="xs"
      withItemsBorders={false}
      value={value}
      onChange={(next) => onChange(next as T)}
      data={options.map((option) => ({ value: option.value as string, label: option.label }))}
      fullWidth={full}
    />
  )
}

/** Words on hover and on focus, for what cannot say it in place. */
export function Hint({ text, children }: { text: ReactNode; children: ReactNode }) {
  return (
    <Tooltip label={text} multiline maw={320}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what hover tells must reach the keyboard too (WCAG 1.4.13) */}
      <span className="hint" tabIndex={0}>
        {children}
      </span>
    </Tooltip>
  )
}
