import { ActionIcon, type ActionIconProps, Button as CoreButton, type ButtonProps as CoreButtonProps } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { type ButtonHTMLAttributes, forwardRef, type ReactElement, type ReactNode, type Ref } from 'react'
import { addressOf } from './address.ts'
import { useFollow } from './Link.tsx'
import { DropMenu } from './over/menus.tsx'
import type { Item } from './over/props.ts'
import { useTip } from './over/useTip.tsx'

export { Drawer, Modal } from './over/sheets.tsx'

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

type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'color' | 'style'> &
  Pick<ActionIconProps, 'variant'> & { label: string; children: ReactNode; size?: number; ref?: Ref<HTMLButtonElement> }

/** A button that is only an icon; the label is what it says on hover and to a screen reader. */
export function IconButton({ label, children, size = 30, ...rest }: IconButtonProps) {
  const { on, tip } = useTip(label, { named: true })
  return (
    <>
      <ActionIcon aria-label={label} size={size} {...both(on, rest)}>
        {children}
      </ActionIcon>
      {tip}
    </>
  )
}

/** Two sets of properties; what both listen to is heard by both. */
function both<A extends object, B extends object>(one: A, other: B): A & B {
  const merged = { ...one, ...other } as Record<string, unknown>
  for (const [name, first] of Object.entries(one)) {
    const second: unknown = Reflect.get(other, name)
    if (typeof first !== 'function' || typeof second !== 'function') continue
    merged[name] = (event: unknown) => {
      first(event)
      second(event)
    }
  }
  return merged as A & B
}

/** The lesser acts of a page or row behind three dots. */
export function MoreMenu(props: { acts: (Item | undefined | false)[]; label?: string; target?: ReactElement }) {
  const { acts, label = 'More actions', target } = props
  const items = acts.filter((act) => act !== undefined && act !== false)
  if (items.length === 0) return null
  const dots = (
    <ActionIcon aria-label={label} size={30}>
      <IconDots size={18} aria-hidden />
    </ActionIcon>
  )
  return <DropMenu items={items} target={target ?? dots} />
}

/** Words on hover and on focus, for what cannot say it in place. */
export function Hint({ text, children }: { text: ReactNode; children: ReactNode }) {
  const { on, tip } = useTip(text, { tap: true })
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what hover tells must reach the keyboard too (WCAG 1.4.13) */}
      <span className="hint" tabIndex={0} {...on}>
        {children}
      </span>
      {tip}
    </>
  )
}
