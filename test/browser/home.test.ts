import type { Page } from 'playwright-core'
import { afterEach, describe, expect, test } from 'vitest'
import { invitationAccept, invite } from '../../server/modules/people/contract.ts'
import { lettersTo } from '../cast/staff.ts'
import { openEmptyStage, openStage } from './stage.ts'

/** The page of the day: a board that its reader lays, and the way of a new company. */
let close: (() => Promise<void>) | undefined
afterEach(async () => {
  await close?.()
  close = undefined
})

// a busy machine answers late
const slow = { timeout: 20_000 }
const tilesOf = (page: Page) => page.locator('.board-tile').evaluateAll((all) => all.map((one) => one.getAttribute('data-tile')))

describe('a board', { timeout: 240_000 }, () => {
  test('is arranged by keys, hidden from, added to, kept over a reload, and another is chosen', async () => {
    const stage = await openStage()
    close = stage.close
    const { cast } = stage
    const mate = { email: 'otto@tidewater.example', name: 'Otto Falk', password: 'eleven gulls above a wharf' }
    await cast.as('admin').call(invite, { email: mate.email, name: mate.name, roles: ['bizops', 'finance'] })
    const token = /\/invitation#(\S+)/.exec((await lettersTo(cast, mate.email)).at(-1) ?? '')?.[1] ?? ''
    await cast.visitor().call(invitationAccept, { token, name: mate.name, password: mate.password })
    const { page, context, complaints } = await stage.reader({ viewport: { width: 1440, height: 900 } })
    page.setDefaultTimeout(30_000)
    const entered = await context.request.post('/api/people/sign-ins', { data: { email: mate.email, password: mate.password } })
    expect(entered.status()).toBe(200)
    await page.goto('/app/')
    await page.locator('.board-tile').first().waitFor()
    const before = await tilesOf(page)
    expect(before.length).toBeGreaterThan(3)
    const [first, second, third] = before

    await page.getByRole('button', { name: 'Arrange' }).click()
    await page.locator(`[data-handle="${first}"]`).focus()
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => tilesOf(page), slow).toEqual([second, first, ...before.slice(2)])
    // the tile that moved keeps the focus, so that it goes on by the same key
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-handle'))).toBe(first)
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => tilesOf(page), slow).toEqual([second, third, first, ...before.slice(3)])
    await page.keyboard.press('Delete')
    await expect.poll(() => tilesOf(page), slow).toEqual([second, third, ...before.slice(3)])
    await page.waitForLoadState('networkidle')
    await page.reload()
    await page.locator('.board-tile').first().waitFor()
    await expect.poll(() => tilesOf(page), slow).toEqual([second, third, ...before.slice(3)])

    await page.getByRole('button', { name: 'Arrange' }).click()
    const more = page.getByRole('region', { name: 'Tiles to add' })
    await more.getByRole('button').first().click()
    await expect.poll(async () => (await tilesOf(page)).length, slow).toBe(before.length)
    await page.getByRole('button', { name: /as the role has it/ }).click()
    await expect.poll(() => tilesOf(page), slow).toEqual(before)

    const board = page.getByRole('button', { name: /^Board: / })
    const title = async () => ((await board.textContent()) ?? '').replace(/^Board: /, '')
    const name = await title()
    await board.click()
    const others = page.getByRole('menuitem')
    await others.filter({ hasNotText: name }).first().click()
    await expect.poll(title, slow).not.toBe(name)
    const chosen = await title()
    await page.waitForLoadState('networkidle')
    await page.reload()
    await expect.poll(title, slow).toBe(chosen)
    expect(complaints).toEqual([])
  })
})

describe('a new company', { timeout: 240_000 }, () => {
  test('walks its five steps, each from the page of the day and back, and what is done is ticked', async () => {
    const stage = await openEmptyStage()
    close = stage.close
    const { page, complaints } = await stage.reader({ viewport: { width: 1440, height: 900 } })
    page.setDefaultTimeout(30_000)
    const steps = page.getByRole('list', { name: 'First steps' })
    const states = async () => {
      await page.goto('/app/')
      await steps.waitFor()
      return steps.locator('.way-step').evaluateAll((all) => all.map((one) => one.getAttribute('data-state')))
    }
    const take = async (title: string) => {
      await steps.getByRole('link', { name: title }).click()
      await steps.waitFor({ state: 'detached' })
    }

    await page.goto('/app/')
    await page.getByLabel('Company name').fill('Marmot Software AG')
    await page.getByLabel('Your name').fill('Vreni Muster')
    await page.getByLabel('E-mail').fill('vreni@marmot.example')
    await page.getByLabel(/^Password/).fill('a quiet valley in autumn')
    await page.getByRole('button', { name: 'Create the company' }).click()
    await steps.waitFor()
    expect(await states()).toEqual(['done', 'next', 'open', 'open', 'open'])

    await take('Say what you sell')
    await page.getByRole('button', { name: 'Fill this house with an example' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Fill with the example' }).click()
    await page.waitForURL('**/app/billing')
    expect(await states()).toEqual(['done', 'done', 'next', 'open', 'open'])

    await take('Write the first plan')
    await page.getByLabel('Title').fill('FY27 Marmot VPMOM')
    await page.keyboard.press('Control+Enter')
    await page.waitForURL('**/strategy/plans/**')
    expect(await states()).toEqual(['done', 'done', 'done', 'next', 'open'])

    await take('Connect what your servers report')
    await page.getByRole('button', { name: 'New source' }).first().click()
    const source = page.getByRole('dialog', { name: 'New source of events' })
    await source.getByLabel(/^Name/).fill('Servers')
    await source.getByLabel('Short name').fill('servers')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('dialog', { name: 'The write key' }).waitFor()
    // a source that has not reported yet is no connection
    expect(await states()).toEqual(['done', 'done', 'done', 'next', 'open'])
    await steps.getByText('Its first event has not arrived yet.').waitFor()

    await take('Invite your team')
    await page.getByRole('button', { name: 'Invite a colleague' }).first().click()
    const invitation = page.getByRole('dialog', { name: 'Invite a colleague' })
    await invitation.getByLabel('E-mail').fill('urs@marmot.example')
    await page.keyboard.press('Control+Enter')
    await invitation.waitFor({ state: 'hidden' })
    expect(await states()).toEqual(['done', 'done', 'done', 'next', 'done'])
    await page.getByText('4 of 5').waitFor()
    expect(complaints.filter((text) => !text.includes('status of 401'))).toEqual([])
  })
})
