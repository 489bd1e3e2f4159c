import { dropFavourite, keepFavourite, listFavourites } from '../kernel/favourites.ts'
import { bind, type Endpoint } from '../kernel/room.ts'
import * as promise from './contract/favourites.ts'

/** Places that a person keeps at hand. */
export const favouriteOperations: Endpoint[] = [
  bind(promise.favouritesList, async (ctx) => ({ items: (await listFavourites(ctx)).map(({ id, href, title }) => ({ id, href, title })) })),
  bind(promise.favouriteAdd, async (ctx, input) => {
    const { id, href, title } = await keepFavourite(ctx, input)
    return { id, href, title }
  }),
  bind(promise.favouriteRemove, async (ctx, { id }) => {
    await dropFavourite(ctx, id)
    return { id }
  }),
]
