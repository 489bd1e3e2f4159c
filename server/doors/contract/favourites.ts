import { z } from 'zod'
import { operation } from '../../kernel/operation.ts'
import { idShape, nameShape } from '../../kernel/shapes.ts'

const favourite = z.object({ id: z.uuid(), href: z.string(), title: z.string() })

export const favouritesList = operation({
  name: 'house.favourites.list',
  method: 'GET',
  path: '/favourites',
  right: 'signed_in',
  desk: true,
  summary: 'Places that one keeps at hand, in the order in which they were kept',
  input: z.object({}),
  output: z.object({ items: z.array(favourite) }),
})

export const favouriteAdd = operation({
  name: 'house.favourites.add',
  method: 'POST',
  path: '/favourites',
  right: 'signed_in',
  desk: true,
  summary: 'Keeps a place of the app at hand: a page, a view of it, a record',
  input: z.object({
    href: z
      .string()
      .max(2000)
      .regex(/^\/(?![/\\])/, 'A place of the app begins with one slash.'),
    title: nameShape.min(1).max(200),
  }),
  output: favourite,
  status: 201,
})

export const favouriteRemove = operation({
  name: 'house.favourites.remove',
  method: 'DELETE',
  path: '/favourites/{id}',
  right: 'signed_in',
  desk: true,
  summary: 'Keeps a place at hand no more',
  input: z.object({ id: idShape }),
  output: z.object({ id: z.uuid() }),
})
