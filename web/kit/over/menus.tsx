import { opens } from './opens.tsx'
import type { CardProps, MenuProps } from './props.ts'

/** A menu under its button. */
export const DropMenu = opens<MenuProps>(() => import('./Menu.tsx'), 'menu')

/** A small card under its button, with a form or a choice in it. */
export const DropCard = opens<CardProps>(() => import('./Card.tsx'), 'dialog')
