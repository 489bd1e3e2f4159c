import type { ReactNode } from 'react'
import type { Opens } from './opens.tsx'

type Place = 'bottom-start' | 'bottom-end' | 'top-start'

/** An entry of a menu: an act, or a way to a page, a file (`download`) or a page of its own (`blank`). */
export type Item = {
  title: string
  /** what a screen reader hears after the title */
  aside?: string
  onClick?: () => void
  href?: string
  icon?: ReactNode
  end?: ReactNode
  danger?: boolean
  disabled?: boolean
  download?: boolean
  blank?: boolean
  current?: boolean
}

export type MenuProps = Opens & {
  items: readonly (Item | 'line' | undefined | false)[]
  position?: Place
  width?: number | 'own'
  /** it scrolls from this height on */
  tall?: number
}

export type CardProps = Opens & {
  /** what stands in it, given the way to close it */
  body: (close: () => void) => ReactNode
  position?: Place
  width: number
  tall?: number
}
