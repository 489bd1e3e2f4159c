import type { Context } from '../../../kernel/context.ts'
import { siteFrame } from '../../../kernel/html.ts'
import type { SiteLink } from '../../../kernel/room.ts'
import { companyOf } from '../../people/index.ts'

/** What stands around every public page of ours. */
export type Site = { company: string; website: string | null; links: readonly SiteLink[] }

export async function siteOf(ctx: Context, links: readonly SiteLink[]): Promise<Site> {
  const { name, website } = await companyOf(ctx)
  return { company: name, website, links }
}

/** `here`: the address of the page itself. */
export function framed(site: Site, here: string, main: string): string {
  return siteFrame({ ...site, here }, main)
}
