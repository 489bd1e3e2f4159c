import './library.css'
import { Popover } from '@mantine/core'
import { cloneElement, type ReactElement } from 'react'
import type { CardProps } from './props.ts'
import { useOpens } from './opens.tsx'

/** The card itself; it comes with the first use of its button. */
export default function WholeCard({ target, body, position = 'bottom-start', width, tall, ...rest }: CardProps) {
  const [open, setOpen] = useOpens(rest)
  const toggle = { onClick: () => setOpen(!open) }
  return (
    <Popover opened={open} onChange={setOpen} position={position} width={width} trapFocus returnFocus>
      <Popover.Target>{cloneElement(target as ReactElement<typeof toggle>, toggle)}</Popover.Target>
      <Popover.Dropdown {...(tall ? { mah: tall, style: { overflowY: 'auto' } } : {})}>{body(() => setOpen(false))}</Popover.Dropdown>
    </Popover>
  )
}
